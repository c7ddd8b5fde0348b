package dev.souk.bench;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import dev.souk.auth.v1.AuthServiceGrpc;
import dev.souk.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import dev.souk.auth.v1.LoginRequest;
import dev.souk.auth.v1.RegisterRequest;
import dev.souk.auth.v1.RequestPasswordResetRequest;
import dev.souk.user.v1.GetMeRequest;
import dev.souk.user.v1.UserServiceGrpc;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Whether the time of an answer tells if an address has an account: known and unknown ones in
 * turns. And whether a crowd that signs in slows those who are signed in.
 */
final class IdentityTimingBench {
  private static final String PASSWORD = "correct-horse-battery";
  private static final String WRONG = "wrong-horse-battery";

  /** Each is tried less often than locks it. */
  private static final int ACCOUNTS = 60;

  private static final int WARM_UP = 60;
  private static final int PAIRS = 400;
  private static final int CROWD = 200;
  private static final double READS_PER_SECOND = 100;
  private static final Duration READING = Duration.ofSeconds(15);
  private static final Duration WARM_UP_CROWD = Duration.ofSeconds(5);

  private final Channel auth;
  private final Channel users;
  private final AtomicInteger clients = new AtomicInteger();
  private final List<String> emails = new ArrayList<>();

  private IdentityTimingBench(Channel auth, Channel users) {
    this.auth = auth;
    this.users = users;
  }

  static void run() throws Exception {
    ManagedChannel auth = Target.channel(Target.AUTH);
    ManagedChannel users = Target.channel(Target.USER);
    try {
      IdentityTimingBench bench = new IdentityTimingBench(auth, users);
      bench.register();
      bench.compare("a failed login", bench::fail);
      bench.compare("a request to reset a password", bench::requestReset);
      bench.crowd();
    } finally {
      auth.shutdownNow();
      users.shutdownNow();
    }
  }

  private void register() {
    for (int i = 0; i < ACCOUNTS; i++) {
      String email = "bench-" + UUID.randomUUID() + "@example.com";
      var _ =
          from()
              .register(
                  RegisterRequest.newBuilder()
                      .setEmail(email)
                      .setPassword(PASSWORD)
                      .setName("Bench")
                      .build());
      emails.add(email);
    }
  }

  /** Each call from another address, as none of them is to be locked. */
  private AuthServiceBlockingStub from() {
    int client = clients.getAndIncrement();
    Metadata metadata = new Metadata();
    metadata.put(
        Metadata.Key.of("x-real-ip", Metadata.ASCII_STRING_MARSHALLER),
        "10." + (client >> 16 & 255) + "." + (client >> 8 & 255) + "." + (client & 255));
    return AuthServiceGrpc.newBlockingStub(
        ClientInterceptors.intercept(auth, MetadataUtils.newAttachHeadersInterceptor(metadata)));
  }

  private void compare(String what, Consumer<String> call) {
    Median known = new Median();
    Median unknown = new Median();
    for (int i = 0; i < WARM_UP + PAIRS; i++) {
      String email = emails.get(i % ACCOUNTS);
      double first;
      double second;
      if (i % 2 == 0) {
        first = millis(call, email);
        second = millis(call, nobody());
      } else {
        second = millis(call, nobody());
        first = millis(call, email);
      }
      if (i >= WARM_UP) {
        known.add(first);
        unknown.add(second);
      }
    }
    Report.line(
        "%s: median %.2f ms with an account, %.2f ms without; difference %.2f ms (target < 2), %d pairs",
        what, known.value(), unknown.value(), Math.abs(known.value() - unknown.value()), PAIRS);
  }

  private static String nobody() {
    return "nobody-" + UUID.randomUUID() + "@example.com";
  }

  private static double millis(Consumer<String> call, String email) {
    long start = System.nanoTime();
    call.accept(email);
    return (System.nanoTime() - start) / 1e6;
  }

  private void fail(String email) {
    try {
      var _ = from().login(LoginRequest.newBuilder().setEmail(email).setPassword(WRONG).build());
      throw new IllegalStateException("the wrong password was right");
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.UNAUTHENTICATED) {
        throw e;
      }
    }
  }

  private void requestReset(String email) {
    var _ =
        from()
            .requestPasswordReset(RequestPasswordResetRequest.newBuilder().setEmail(email).build());
  }

  private void crowd() throws Exception {
    UserServiceGrpc.UserServiceFutureStub me =
        UserServiceGrpc.newFutureStub(Buyer.register(auth).on(users));
    Supplier<ListenableFuture<?>> read = () -> me.getMe(GetMeRequest.getDefaultInstance());
    Load.throughput(read, 4, READING);
    Latencies alone = Load.atRate(read, READS_PER_SECOND, READING);
    AtomicInteger signedIn = new AtomicInteger();
    amidstCrowd(read, WARM_UP_CROWD, new AtomicInteger());
    Latencies amidst = amidstCrowd(read, READING, signedIn);
    Report.line(
        "GetMe alone: p50 %.1f ms, p99 %.1f ms; during %d logins at a time (%.0f/s): p50 %.1f ms, p99 %.1f ms",
        alone.percentileMillis(50),
        alone.percentileMillis(99),
        CROWD,
        signedIn.get() / (double) READING.toSeconds(),
        amidst.percentileMillis(50),
        amidst.percentileMillis(99));
  }

  /** They all begin in the same moment. */
  private Latencies amidstCrowd(
      Supplier<ListenableFuture<?>> read, Duration duration, AtomicInteger signedIn)
      throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CROWD; i++) {
        String email = emails.get(i % ACCOUNTS);
        var _ = MoreExecutors.listeningDecorator(crowd).submit(() -> signIn(email, over, signedIn));
      }
      Latencies amidst = Load.atRate(read, READS_PER_SECOND, duration);
      over.set(true);
      return amidst;
    }
  }

  private void signIn(String email, AtomicBoolean over, AtomicInteger signedIn) {
    while (!over.get()) {
      try {
        var _ =
            from().login(LoginRequest.newBuilder().setEmail(email).setPassword(PASSWORD).build());
        signedIn.incrementAndGet();
      } catch (StatusRuntimeException e) {
        // Several at a time with one account lock each other out for a moment: they are a crowd all
        // the same.
        if (e.getStatus().getCode() != Status.Code.RESOURCE_EXHAUSTED) {
          throw e;
        }
      }
    }
  }
}
