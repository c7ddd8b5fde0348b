package dev.souk.user.api;

import dev.souk.kit.error.Errors;
import dev.souk.kit.identity.Identity;
import dev.souk.kit.server.Rpc;
import dev.souk.user.domain.ChangePassword;
import dev.souk.user.domain.ChangeRights;
import dev.souk.user.domain.CreateUser;
import dev.souk.user.domain.EmailAddress;
import dev.souk.user.domain.EndUserSessions;
import dev.souk.user.domain.PasswordChange;
import dev.souk.user.domain.ProfileChange;
import dev.souk.user.domain.ProveEmail;
import dev.souk.user.domain.Role;
import dev.souk.user.domain.UpdateProfile;
import dev.souk.user.domain.Users;
import dev.souk.user.domain.VerifyCredentials;
import dev.souk.user.v1.ChangePasswordRequest;
import dev.souk.user.v1.ChangePasswordResponse;
import dev.souk.user.v1.CreateUserRequest;
import dev.souk.user.v1.EndSessionsRequest;
import dev.souk.user.v1.EndSessionsResponse;
import dev.souk.user.v1.GetMeRequest;
import dev.souk.user.v1.GetUserRequest;
import dev.souk.user.v1.LookupUserByEmailRequest;
import dev.souk.user.v1.LookupUserRequest;
import dev.souk.user.v1.ResetPasswordRequest;
import dev.souk.user.v1.UpdateMeRequest;
import dev.souk.user.v1.UpdateUserRequest;
import dev.souk.user.v1.User;
import dev.souk.user.v1.UserServiceGrpc;
import dev.souk.user.v1.VerifyCredentialsRequest;
import dev.souk.user.v1.VerifyEmailRequest;
import io.grpc.ServerServiceDefinition;
import java.util.Optional;
import java.util.Set;

/** Serves {@code souk.user.v1.UserService}. */
public final class UserRpcs {
  private final Users users;
  private final CreateUser createUser;
  private final VerifyCredentials verifyCredentials;
  private final ChangePassword changePassword;
  private final ProveEmail proveEmail;
  private final ChangeRights changeRights;
  private final UpdateProfile updateProfile;
  private final EndUserSessions endUserSessions;
  private final AddressRpcs addresses;
  private final UserPages lists;

  /** Serves these use cases. */
  public UserRpcs(
      Users users,
      CreateUser createUser,
      VerifyCredentials verifyCredentials,
      ChangePassword changePassword,
      ProveEmail proveEmail,
      ChangeRights changeRights,
      UpdateProfile updateProfile,
      EndUserSessions endUserSessions,
      AddressRpcs addresses) {
    this.users = users;
    this.createUser = createUser;
    this.verifyCredentials = verifyCredentials;
    this.changePassword = changePassword;
    this.proveEmail = proveEmail;
    this.changeRights = changeRights;
    this.updateProfile = updateProfile;
    this.endUserSessions = endUserSessions;
    this.addresses = addresses;
    this.lists = new UserPages(users);
  }

  /** The service with its methods bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(UserServiceGrpc.getServiceDescriptor())
        .unary(UserServiceGrpc.getGetMeMethod(), this::getMe)
        .unary(UserServiceGrpc.getUpdateMeMethod(), this::updateMe)
        .unary(UserServiceGrpc.getListAddressesMethod(), addresses::list)
        .unary(UserServiceGrpc.getGetAddressMethod(), addresses::get)
        .unary(UserServiceGrpc.getCreateAddressMethod(), addresses::create)
        .unary(UserServiceGrpc.getUpdateAddressMethod(), addresses::update)
        .unary(UserServiceGrpc.getDeleteAddressMethod(), addresses::delete)
        .unary(UserServiceGrpc.getLookupAddressMethod(), addresses::lookup)
        .unary(UserServiceGrpc.getListUsersMethod(), lists::list)
        .unary(UserServiceGrpc.getEndSessionsMethod(), this::endSessions)
        .unary(UserServiceGrpc.getGetUserMethod(), this::getUser)
        .unary(UserServiceGrpc.getUpdateUserMethod(), this::updateUser)
        .unary(UserServiceGrpc.getCreateUserMethod(), this::createUser)
        .unary(UserServiceGrpc.getVerifyCredentialsMethod(), this::verifyCredentials)
        .unary(UserServiceGrpc.getChangePasswordMethod(), this::changePassword)
        .unary(UserServiceGrpc.getResetPasswordMethod(), this::resetPassword)
        .unary(UserServiceGrpc.getVerifyEmailMethod(), this::verifyEmail)
        .unary(UserServiceGrpc.getLookupUserByEmailMethod(), this::lookupUserByEmail)
        .unary(UserServiceGrpc.getLookupUserMethod(), this::lookupUser)
        .build();
  }

  private User getMe(GetMeRequest request) {
    String userId = Identity.current().requireUserId();
    return users
        .byId(userId)
        .filter(user -> !user.isDeleted())
        .map(UserMessages::message)
        .orElseThrow(() -> Errors.notFound("user", userId));
  }

  private User updateMe(UpdateMeRequest request) {
    ProfileChange change = ProfileMessages.change(request, Identity.current());
    return UserMessages.message(updateProfile.update(change));
  }

  private EndSessionsResponse endSessions(EndSessionsRequest request) {
    endUserSessions.end(request.getUserId());
    return EndSessionsResponse.getDefaultInstance();
  }

  private User getUser(GetUserRequest request) {
    return byId(request.getUserId());
  }

  private User lookupUser(LookupUserRequest request) {
    return byId(request.getUserId());
  }

  private User updateUser(UpdateUserRequest request) {
    String administrator = Identity.current().requireUserId();
    return UserMessages.message(changeRights.change(UserMessages.change(request), administrator));
  }

  private User createUser(CreateUserRequest request) {
    Set<Role> roles = Set.of(Role.ROLE_CUSTOMER);
    return UserMessages.message(
        isByEmail(request.getEmail(), request.getPhone())
            ? createUser.create(
                new EmailAddress(request.getEmail()),
                request.getPassword(),
                request.getName(),
                roles,
                Optional.empty())
            : createUser.createByPhone(
                request.getPhone(), request.getPassword(), request.getName(), roles));
  }

  private User verifyCredentials(VerifyCredentialsRequest request) {
    return UserMessages.message(
        isByEmail(request.getEmail(), request.getPhone())
            ? verifyCredentials.verify(new EmailAddress(request.getEmail()), request.getPassword())
            : verifyCredentials.verifyByPhone(request.getPhone(), request.getPassword()));
  }

  private static boolean isByEmail(String email, String phone) {
    if (email.isBlank() == phone.isBlank()) {
      throw Errors.invalid("email", "either this or phone must be given, and not both");
    }
    return phone.isBlank();
  }

  private ChangePasswordResponse changePassword(ChangePasswordRequest request) {
    changePassword.change(
        new PasswordChange(
            request.getUserId(),
            request.getCurrentPassword(),
            request.getNewPassword(),
            request.getKeptSessionId()));
    return ChangePasswordResponse.getDefaultInstance();
  }

  private User resetPassword(ResetPasswordRequest request) {
    return UserMessages.message(
        proveEmail.resetPassword(
            request.getUserId(), new EmailAddress(request.getEmail()), request.getNewPassword()));
  }

  private User verifyEmail(VerifyEmailRequest request) {
    return UserMessages.message(
        proveEmail.verify(request.getUserId(), new EmailAddress(request.getEmail())));
  }

  private User lookupUserByEmail(LookupUserByEmailRequest request) {
    return users
        .credentials(new EmailAddress(request.getEmail()))
        .map(found -> UserMessages.message(found.user()))
        .orElseThrow(() -> Errors.notFound("user", "e-mail"));
  }

  private User byId(String id) {
    return users.byId(id).map(UserMessages::message).orElseThrow(() -> Errors.notFound("user", id));
  }
}
