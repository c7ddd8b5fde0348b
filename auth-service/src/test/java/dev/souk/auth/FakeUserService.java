package dev.souk.auth;

import static java.util.Objects.requireNonNull;

import dev.souk.kit.error.AccountErrors;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.kit.error.SignInErrors;
import dev.souk.user.v1.ChangePasswordRequest;
import dev.souk.user.v1.ChangePasswordResponse;
import dev.souk.user.v1.CreateUserRequest;
import dev.souk.user.v1.LookupUserByEmailRequest;
import dev.souk.user.v1.LookupUserRequest;
import dev.souk.user.v1.ResetPasswordRequest;
import dev.souk.user.v1.User;
import dev.souk.user.v1.UserServiceGrpc;
import dev.souk.user.v1.VerifyCredentialsRequest;
import dev.souk.user.v1.VerifyEmailRequest;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Keeps accounts; can be made to be away, overloaded, or to disable or otherwise change who has
 * just logged in.
 */
final class FakeUserService extends UserServiceGrpc.UserServiceImplBase implements AutoCloseable {
  static final String PASSWORD = "correct horse battery";

  private final Map<String, User> byId = new ConcurrentHashMap<>();
  private final Map<String, String> passwords = new ConcurrentHashMap<>();
  private final List<ChangePasswordRequest> passwordChanges = new CopyOnWriteArrayList<>();
  private final AtomicInteger verifications = new AtomicInteger();
  private final FakeSecondFactors factors = new FakeSecondFactors(this);
  private final Server server;
  private volatile Optional<Supplier<RuntimeException>> failure = Optional.empty();
  private volatile boolean dieAfterCreating;
  private volatile Consumer<String> afterVerifying = userId -> {};

  FakeUserService() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(this)
            .addService(factors)
            .addService(new FakeContacts(this))
            .build()
            .start();
  }

  String target() {
    return "127.0.0.1:" + server.getPort();
  }

  /** How often a password was hashed. */
  int verifications() {
    return verifications.get();
  }

  void goAway() {
    failure = Optional.of(Status.UNAVAILABLE::asRuntimeException);
  }

  /** Makes one more account, and does not live to say so. */
  void goAwayAfterCreating() {
    dieAfterCreating = true;
  }

  void beOverloaded() {
    failure = Optional.of(() -> refusal(Errors.overloaded()));
  }

  /** The changes of passwords that were asked for, the last one last. */
  List<ChangePasswordRequest> passwordChanges() {
    return List.copyOf(passwordChanges);
  }

  void disableAfterVerifying() {
    afterVerifying = this::disable;
  }

  /** As if another call had changed the account, such as its password, in that moment. */
  void changeAfterVerifying() {
    afterVerifying = this::change;
  }

  FakeSecondFactors factors() {
    return factors;
  }

  /** As if another call had changed the account. */
  void change(String userId) {
    byId.computeIfPresent(
        userId, (id, user) -> user.toBuilder().setEtag(user.getEtag() + "1").build());
  }

  void workAgain() {
    failure = Optional.empty();
    dieAfterCreating = false;
    afterVerifying = userId -> {};
  }

  void disable(String userId) {
    byId.computeIfPresent(
        userId, (id, user) -> user.toBuilder().setState(User.State.STATE_DISABLED).build());
  }

  /** The account with the address has none any more, as after its deletion. */
  void forget(String email) {
    byId.replaceAll(
        (id, user) -> user.getEmail().equals(email) ? user.toBuilder().clearEmail().build() : user);
  }

  void makeSeller(String userId) {
    byId.computeIfPresent(userId, (id, user) -> user.toBuilder().addRoles("ROLE_SELLER").build());
  }

  @Override
  public void createUser(CreateUserRequest request, StreamObserver<User> answer) {
    answer(
        answer,
        () -> {
          if (find(request.getEmail(), request.getPhone()).isPresent()) {
            throw refusal(
                request.getPhone().isEmpty()
                    ? AccountErrors.emailTaken()
                    : AccountErrors.phoneTaken());
          }
          if (request.getPassword().equals("password")) {
            throw refusal(Errors.invalid("password", "must not be one that many people use"));
          }
          User user =
              User.newBuilder()
                  .setUserId("usr_" + (byId.size() + 1))
                  .setEmail(request.getEmail())
                  .setPhone(request.getPhone())
                  .setName(request.getName())
                  .addRoles("ROLE_CUSTOMER")
                  .setState(User.State.STATE_ACTIVE)
                  .setEtag("1")
                  .build();
          byId.put(user.getUserId(), user);
          passwords.put(user.getUserId(), request.getPassword());
          if (dieAfterCreating) {
            throw Status.UNAVAILABLE.asRuntimeException();
          }
          return user;
        });
  }

  @Override
  public void verifyCredentials(VerifyCredentialsRequest request, StreamObserver<User> answer) {
    answer(
        answer,
        () -> {
          verifications.incrementAndGet();
          User user =
              find(request.getEmail(), request.getPhone())
                  .filter(found -> found.getState() == User.State.STATE_ACTIVE)
                  .filter(found -> isPassword(found.getUserId(), request.getPassword()))
                  .orElseThrow(() -> refusal(SignInErrors.invalidCredentials()));
          afterVerifying.accept(user.getUserId());
          return user;
        });
  }

  @Override
  public void changePassword(
      ChangePasswordRequest request, StreamObserver<ChangePasswordResponse> answer) {
    answer(
        answer,
        () -> {
          passwordChanges.add(request);
          if (request.getNewPassword().equals("password")) {
            throw refusal(Errors.invalid("newPassword", "must not be one that many people use"));
          }
          if (!isPassword(request.getUserId(), request.getCurrentPassword())) {
            throw refusal(SignInErrors.invalidCredentials());
          }
          passwords.put(request.getUserId(), request.getNewPassword());
          return ChangePasswordResponse.getDefaultInstance();
        });
  }

  @Override
  public void resetPassword(ResetPasswordRequest request, StreamObserver<User> answer) {
    answer(
        answer,
        () -> {
          if (request.getNewPassword().equals("password")) {
            throw refusal(Errors.invalid("newPassword", "must not be one that many people use"));
          }
          User user = proven(request.getUserId(), request.getEmail());
          passwords.put(user.getUserId(), request.getNewPassword());
          return verified(user);
        });
  }

  @Override
  public void verifyEmail(VerifyEmailRequest request, StreamObserver<User> answer) {
    answer(answer, () -> verified(proven(request.getUserId(), request.getEmail())));
  }

  private User proven(String userId, String email) {
    return find(email)
        .filter(user -> user.getUserId().equals(userId))
        .filter(user -> user.getState() == User.State.STATE_ACTIVE)
        .orElseThrow(() -> refusal(Errors.notFound("user", userId)));
  }

  private User verified(User user) {
    User verified = user.toBuilder().setEmailVerified(true).build();
    byId.put(user.getUserId(), verified);
    return verified;
  }

  @Override
  public void lookupUserByEmail(LookupUserByEmailRequest request, StreamObserver<User> answer) {
    answer(
        answer,
        () ->
            find(request.getEmail()).orElseThrow(() -> refusal(Errors.notFound("user", "e-mail"))));
  }

  /** As if the account had been given another address. */
  void move(String userId, String email) {
    byId.computeIfPresent(userId, (id, user) -> user.toBuilder().setEmail(email).build());
  }

  boolean isPassword(String userId, String password) {
    return password.equals(passwords.get(userId));
  }

  @Override
  public void lookupUser(LookupUserRequest request, StreamObserver<User> answer) {
    answer(
        answer,
        () ->
            Optional.ofNullable(byId.get(request.getUserId()))
                .orElseThrow(() -> refusal(Errors.notFound("user", request.getUserId()))));
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  /** The account's second factor is on or off by now: its next version. */
  User totp(String userId, boolean enabled) {
    return requireNonNull(
        byId.computeIfPresent(
            userId,
            (id, user) ->
                user.toBuilder().setTotpEnabled(enabled).setEtag(user.getEtag() + "2").build()));
  }

  /** As if the user had asked for another address. */
  void wantEmail(String userId, String email) {
    byId.computeIfPresent(userId, (id, user) -> user.toBuilder().setPendingEmail(email).build());
  }

  /** The account after the change. */
  User changed(String userId, UnaryOperator<User.Builder> change) {
    return requireNonNull(
        byId.computeIfPresent(userId, (id, user) -> change.apply(user.toBuilder()).build()));
  }

  boolean isEmailOfAnother(String userId, String email) {
    return find(email).filter(user -> !user.getUserId().equals(userId)).isPresent();
  }

  boolean isPhoneOfAnother(String userId, String phone) {
    return byId.values().stream()
        .anyMatch(user ->
            user.getPhone().equals(phone)
                && user.getPhoneVerified()
                && !user.getUserId().equals(userId));
  }

  Optional<User> active(String userId) {
    return Optional.ofNullable(byId.get(userId))
        .filter(user -> user.getState() == User.State.STATE_ACTIVE);
  }

  synchronized <T> void answer(StreamObserver<T> observer, Supplier<T> rpc) {
    try {
      failure.ifPresent(made -> {
        throw made.get();
      });
      observer.onNext(rpc.get());
      observer.onCompleted();
    } catch (RuntimeException e) {
      observer.onError(e);
    }
  }

  private Optional<User> find(String email, String phone) {
    return phone.isEmpty()
        ? find(email)
        : byId.values().stream().filter(user -> user.getPhone().equals(phone)).findFirst();
  }

  private Optional<User> find(String email) {
    String wanted = email.toLowerCase(Locale.ROOT);
    return byId.values().stream()
        .filter(user -> user.getEmail().toLowerCase(Locale.ROOT).equals(wanted))
        .findFirst();
  }

  static RuntimeException refusal(ApiException error) {
    return StatusProto.toStatusRuntimeException(error.status());
  }
}
