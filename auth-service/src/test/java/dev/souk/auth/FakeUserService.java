package dev.souk.auth;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.user.v1.CreateUserRequest;
import dev.souk.user.v1.LookupUserRequest;
import dev.souk.user.v1.User;
import dev.souk.user.v1.UserServiceGrpc;
import dev.souk.user.v1.VerifyCredentialsRequest;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Keeps accounts; can be made to be away, overloaded, or to disable who has just logged in. */
final class FakeUserService extends UserServiceGrpc.UserServiceImplBase implements AutoCloseable {
  static final String PASSWORD = "correct horse battery";

  private final Map<String, User> byId = new ConcurrentHashMap<>();
  private final AtomicInteger verifications = new AtomicInteger();
  private final Server server;
  private volatile Optional<Supplier<RuntimeException>> failure = Optional.empty();
  private volatile boolean disablesAfterVerifying;

  FakeUserService() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(this)
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

  void beOverloaded() {
    failure = Optional.of(() -> refusal(Errors.overloaded()));
  }

  void disableAfterVerifying() {
    disablesAfterVerifying = true;
  }

  void workAgain() {
    failure = Optional.empty();
    disablesAfterVerifying = false;
  }

  void disable(String userId) {
    byId.computeIfPresent(
        userId, (id, user) -> user.toBuilder().setState(User.State.STATE_DISABLED).build());
  }

  void makeSeller(String userId) {
    byId.computeIfPresent(userId, (id, user) -> user.toBuilder().addRoles("ROLE_SELLER").build());
  }

  @Override
  public void createUser(CreateUserRequest request, StreamObserver<User> answer) {
    answer(
        answer,
        () -> {
          if (find(request.getEmail()).isPresent()) {
            throw refusal(Errors.emailTaken());
          }
          if (request.getPassword().equals("password")) {
            throw refusal(Errors.invalid("password", "must not be one that many people use"));
          }
          User user =
              User.newBuilder()
                  .setUserId("usr_" + (byId.size() + 1))
                  .setEmail(request.getEmail())
                  .setName(request.getName())
                  .addRoles("ROLE_CUSTOMER")
                  .setState(User.State.STATE_ACTIVE)
                  .setEtag("1")
                  .build();
          byId.put(user.getUserId(), user);
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
              find(request.getEmail())
                  .filter(found -> found.getState() == User.State.STATE_ACTIVE)
                  .filter(found -> request.getPassword().equals(PASSWORD))
                  .orElseThrow(() -> refusal(Errors.invalidCredentials()));
          if (disablesAfterVerifying) {
            disable(user.getUserId());
          }
          return user;
        });
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

  private synchronized void answer(StreamObserver<User> observer, Supplier<User> rpc) {
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

  private Optional<User> find(String email) {
    String wanted = email.toLowerCase(Locale.ROOT);
    return byId.values().stream()
        .filter(user -> user.getEmail().toLowerCase(Locale.ROOT).equals(wanted))
        .findFirst();
  }

  private static RuntimeException refusal(ApiException error) {
    return StatusProto.toStatusRuntimeException(error.status());
  }
}
