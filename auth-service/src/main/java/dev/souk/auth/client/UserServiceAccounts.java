package dev.souk.auth.client;

import com.google.rpc.Code;
import dev.souk.auth.domain.Account;
import dev.souk.auth.domain.Accounts;
import dev.souk.auth.domain.SignInName;
import dev.souk.kit.client.RemoteErrors;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.SignInErrors;
import dev.souk.user.v1.ChangeEmailRequest;
import dev.souk.user.v1.ChangePasswordRequest;
import dev.souk.user.v1.ContactServiceGrpc;
import dev.souk.user.v1.CreateUserRequest;
import dev.souk.user.v1.LookupUserByEmailRequest;
import dev.souk.user.v1.LookupUserRequest;
import dev.souk.user.v1.ResetPasswordRequest;
import dev.souk.user.v1.User;
import dev.souk.user.v1.UserServiceGrpc;
import dev.souk.user.v1.UserServiceGrpc.UserServiceBlockingStub;
import dev.souk.user.v1.VerifyCredentialsRequest;
import dev.souk.user.v1.VerifyEmailRequest;
import dev.souk.user.v1.VerifyPhoneRequest;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.function.Function;

/** Accounts at user-service. What it refuses is passed on as it is. */
public final class UserServiceAccounts implements Accounts {
  private final Channel userService;

  /** Accounts at the service behind the channel. */
  public UserServiceAccounts(Channel userService) {
    this.userService = userService;
  }

  @Override
  public Account create(SignInName signInName, String password, String name) {
    CreateUserRequest request =
        CreateUserRequest.newBuilder()
            .setEmail(signInName.email())
            .setPhone(signInName.phone())
            .setPassword(password)
            .setName(name)
            .build();
    return account(users -> users.createUser(request));
  }

  @Override
  public Account verify(SignInName signInName, String password) {
    VerifyCredentialsRequest request =
        VerifyCredentialsRequest.newBuilder()
            .setEmail(signInName.email())
            .setPhone(signInName.phone())
            .setPassword(password)
            .build();
    return account(users -> users.verifyCredentials(request));
  }

  @Override
  public void changePassword(
      String userId, String currentPassword, String newPassword, String keptSession) {
    ChangePasswordRequest request =
        ChangePasswordRequest.newBuilder()
            .setUserId(userId)
            .setCurrentPassword(currentPassword)
            .setNewPassword(newPassword)
            .setKeptSessionId(keptSession)
            .build();
    // Its answer is empty.
    var ignored = call(users -> users.changePassword(request));
  }

  @Override
  public void resetPassword(String userId, String email, String newPassword) {
    ResetPasswordRequest request =
        ResetPasswordRequest.newBuilder()
            .setUserId(userId)
            .setEmail(email)
            .setNewPassword(newPassword)
            .build();
    requireFound(users -> users.resetPassword(request));
  }

  @Override
  public void verifyEmail(String userId, String email) {
    VerifyEmailRequest request =
        VerifyEmailRequest.newBuilder().setUserId(userId).setEmail(email).build();
    requireFound(users -> users.verifyEmail(request));
  }

  @Override
  public void changeEmail(String userId, String email) {
    ChangeEmailRequest request =
        ChangeEmailRequest.newBuilder().setUserId(userId).setEmail(email).build();
    requireFound(users -> ContactServiceGrpc.newBlockingStub(userService).changeEmail(request));
  }

  @Override
  public void verifyPhone(String userId, String phone) {
    VerifyPhoneRequest request =
        VerifyPhoneRequest.newBuilder().setUserId(userId).setPhone(phone).build();
    var _ = call(users -> ContactServiceGrpc.newBlockingStub(userService).verifyPhone(request));
  }

  private void requireFound(Function<UserServiceBlockingStub, User> rpc) {
    if (found(rpc).isEmpty()) {
      throw SignInErrors.oneTimeTokenInvalid();
    }
  }

  @Override
  public Optional<Account> byEmail(String email) {
    LookupUserByEmailRequest request =
        LookupUserByEmailRequest.newBuilder().setEmail(email).build();
    return found(users -> users.lookupUserByEmail(request));
  }

  @Override
  public Optional<Account> byId(String id) {
    LookupUserRequest request = LookupUserRequest.newBuilder().setUserId(id).build();
    return found(users -> users.lookupUser(request));
  }

  private Optional<Account> found(Function<UserServiceBlockingStub, User> rpc) {
    try {
      return Optional.of(account(rpc));
    } catch (ApiException e) {
      if (e.code() == Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Account account(Function<UserServiceBlockingStub, User> rpc) {
    return UserMessages.account(call(rpc));
  }

  private <T> T call(Function<UserServiceBlockingStub, T> rpc) {
    try {
      return rpc.apply(UserServiceGrpc.newBlockingStub(userService));
    } catch (StatusRuntimeException e) {
      throw RemoteErrors.of("user-service", e);
    }
  }
}
