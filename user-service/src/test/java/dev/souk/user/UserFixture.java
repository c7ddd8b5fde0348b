package dev.souk.user;

import com.google.protobuf.FieldMask;
import dev.souk.embedded.TestMongo;
import dev.souk.kit.client.RemoteErrors;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.user.v1.CreateUserRequest;
import dev.souk.user.v1.UpdateUserRequest;
import dev.souk.user.v1.User;
import dev.souk.user.v1.UserServiceGrpc;
import dev.souk.user.v1.UserServiceGrpc.UserServiceBlockingStub;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A real store, an outside world, and two instances of the service in between. */
final class UserFixture implements AutoCloseable {
  private static final AtomicInteger number = new AtomicInteger();

  final TestMongo mongo;
  final TestIdentity identity;
  final FakeAuthService authService;
  final OperationWorld world;
  final RunningServer server;
  final RunningServer other;

  private final Map<String, String> more;

  UserFixture(Path folder) throws IOException {
    this(folder, Map.of());
  }

  /** With settings beside those that every test has. */
  UserFixture(Path folder, Map<String, String> more) throws IOException {
    this.more = more;
    mongo = TestMongo.start(folder.resolve("mongo"));
    identity = new TestIdentity(Files.createDirectory(folder.resolve("keys")));
    world = new OperationWorld();
    authService = new FakeAuthService(world.sessions());
    server = UserServer.start(env());
    other = UserServer.start(env());
  }

  private Map<String, String> env() {
    Map<String, String> env = new HashMap<>(identity.env());
    env.putAll(mongo.settings("users"));
    env.put("SOUK_AUTH_TARGET", authService.target());
    env.putAll(world.settings());
    env.putAll(more);
    return env;
  }

  /** One more instance on the same store, with other settings. */
  RunningServer instance(Map<String, String> other) {
    Map<String, String> env = env();
    env.putAll(other);
    return UserServer.start(env);
  }

  /** One more instance on the same store, whose clock is ahead. */
  RunningServer instanceAhead(Duration ahead) {
    return UserServer.start(env(), Clock.offset(Clock.systemUTC(), ahead));
  }

  UserServiceBlockingStub as(String userId, String... roles) {
    return as(server, userId, roles);
  }

  UserServiceBlockingStub as(RunningServer instance, String userId, String... roles) {
    return UserServiceGrpc.newBlockingStub(identity.user(instance.grpcPort(), userId, roles));
  }

  UserServiceBlockingStub admin() {
    return as("usr_admin", "ROLE_ADMIN");
  }

  UserServiceBlockingStub anybody() {
    return UserServiceGrpc.newBlockingStub(identity.anonymous(server.grpcPort()));
  }

  UserServiceBlockingStub service(String name) {
    return UserServiceGrpc.newBlockingStub(
        identity.service(server.grpcPort(), "user-service", name));
  }

  /** A user id that nobody had yet, for what needs no account. */
  static String newUserId() {
    return "usr_" + number.incrementAndGet();
  }

  User register(String email, String name) {
    return service("auth-service")
        .createUser(
            CreateUserRequest.newBuilder()
                .setEmail(email)
                .setPassword("correct horse battery")
                .setName(name)
                .build());
  }

  User register() {
    return register("user" + number.incrementAndGet() + "@example.com", "Ada");
  }

  User newAdmin() {
    return admin().updateUser(change(register().toBuilder().addRoles("ROLE_ADMIN"), "roles"));
  }

  static UpdateUserRequest change(User.Builder user, String... paths) {
    return UpdateUserRequest.newBuilder().setUser(user).setUpdateMask(mask(paths)).build();
  }

  static FieldMask mask(String... paths) {
    return FieldMask.newBuilder().addAllPaths(List.of(paths)).build();
  }

  /** The reasons of calls made at the same time, {@code OK} for those that were answered. */
  static List<String> atOnce(List<? extends Callable<?>> calls) throws Exception {
    List<String> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> attempts =
          calls.stream().map(call -> (Callable<String>) () -> outcome(call)).toList();
      for (Future<String> future : threads.invokeAll(attempts)) {
        outcomes.add(future.get());
      }
    }
    return outcomes;
  }

  private static String outcome(Callable<?> call) throws Exception {
    try {
      call.call();
      return "OK";
    } catch (StatusRuntimeException e) {
      return RemoteErrors.of("user-service", e).reason();
    }
  }

  @Override
  public void close() {
    other.close();
    server.close();
    authService.close();
    world.close();
    identity.close();
    mongo.close();
  }
}
