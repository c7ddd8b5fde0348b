package dev.souk.kit.fault;

import static dev.souk.kit.fault.ServedFaults.ALL_OF_REVIEWERS;
import static dev.souk.kit.fault.ServedFaults.LOOKUP_REVIEWER;
import static dev.souk.kit.fault.ServedFaults.LOOKUP_SELLER;
import static dev.souk.kit.fault.ServedFaults.delay;
import static dev.souk.kit.fault.ServedFaults.error;
import static dev.souk.kit.fault.ServedFaults.request;
import static dev.souk.kit.fault.ServedFaults.reviewer;
import static dev.souk.kit.fault.ServedFaults.seller;
import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import dev.souk.kit.error.Reason;
import dev.souk.kit.testing.ShiftedClock;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.operation.v1.Fault;
import dev.souk.user.v1.LookupReviewerRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("119: what a fault does to calls")
class FaultInjectionTest {
  @TempDir Path folder;
  private final ShiftedClock clock = new ShiftedClock();
  private TestIdentity identity;
  private ServedFaults server;

  @BeforeEach
  void start() throws IOException {
    identity = new TestIdentity(folder);
    server = new ServedFaults(identity, Map.of("SOUK_FAULTS", "enabled"), clock);
  }

  @AfterEach
  void stop() {
    server.close();
    identity.close();
  }

  private static StatusRuntimeException failure(Runnable call) {
    StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class, call::run);
    assertThat(failure).isNotNull();
    return failure;
  }

  @Test
  void a_delayed_call_waits_and_is_answered() {
    server.set(delay(LOOKUP_SELLER, Duration.ofMillis(300)));
    Instant before = Instant.now();
    assertThat(server.sellers().lookupSeller(seller()).getMaySell()).isTrue();
    assertThat(Duration.between(before, Instant.now()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(300));
  }

  @Test
  void a_delay_ends_with_its_callers_deadline_and_the_call_is_not_handled() {
    server.set(delay(LOOKUP_SELLER, Duration.ofMinutes(1)));
    StatusRuntimeException failure =
        failure(() ->
            server.sellers().withDeadlineAfter(Duration.ofMillis(200)).lookupSeller(seller()));
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    await("the server to be done with it too")
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() ->
            assertThat(server.metrics())
                .contains(
                    "souk_rpc_seconds_count{code=\"DEADLINE_EXCEEDED\",method=\""
                        + LOOKUP_SELLER
                        + "\",service=\"user-service\"} 1"));
    assertThat(server.handled).hasValue(0);
  }

  @Test
  void calls_that_wait_hold_up_no_others() throws Exception {
    server.set(delay(ALL_OF_REVIEWERS, Duration.ofSeconds(3)));
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<? extends Future<?>> waiting =
          IntStream.range(0, 500)
              .mapToObj(i -> clients.submit(() -> server.reviewers().lookupReviewer(reviewer())))
              .toList();
      await()
          .until(() ->
              server
                  .metrics()
                  .contains(
                      "souk_faults_injected_total{kind=\"delay\",service=\"user-service\"} 500.0"));
      assertThat(
              server
                  .sellers()
                  .withDeadlineAfter(Duration.ofSeconds(2))
                  .lookupSeller(seller())
                  .getMaySell())
          .isTrue();
      for (Future<?> call : waiting) {
        call.get();
      }
    }
  }

  @Test
  void an_error_has_the_chosen_code_and_says_that_it_is_injected() throws Exception {
    for (Code code : List.of(Code.UNAVAILABLE, Code.RESOURCE_EXHAUSTED, Code.DATA_LOSS)) {
      server.set(error(LOOKUP_SELLER, code));
      StatusRuntimeException failure = failure(() -> server.sellers().lookupSeller(seller()));
      com.google.rpc.Status status = Objects.requireNonNull(StatusProto.fromThrowable(failure));
      assertThat(status.getCode()).isEqualTo(code.getNumber());
      ErrorInfo info = status.getDetails(0).unpack(ErrorInfo.class);
      assertThat(info.getReason()).isEqualTo(Reason.FAULT_INJECTED.name());
      assertThat(info.getMetadataMap()).containsEntry("method", LOOKUP_SELLER);
    }
    assertThat(server.handled).hasValue(0);
    assertThat(server.metrics())
        .contains("souk_faults_injected_total{kind=\"error\",service=\"user-service\"} 3.0")
        .contains("souk_faults_injected_total{kind=\"crash\",service=\"user-service\"} 0.0")
        .contains("souk_faults_active{service=\"user-service\"} 1.0");
  }

  @Test
  void a_probability_is_a_share_of_the_calls() {
    server.set(error(LOOKUP_SELLER, Code.UNAVAILABLE).setProbability(0.5));
    var sellers = server.sellers();
    long failed =
        IntStream.range(0, 400)
            .filter(i -> {
              try {
                return !sellers.lookupSeller(seller()).getMaySell();
              } catch (StatusRuntimeException e) {
                return true;
              }
            })
            .count();
    // Six standard deviations of 10.
    assertThat(failed).isBetween(140L, 260L);
  }

  @Test
  void a_methods_own_fault_comes_before_its_services() {
    server.set(error(ALL_OF_REVIEWERS, Code.UNAVAILABLE));
    server.set(error(LOOKUP_REVIEWER, Code.ABORTED));
    assertThat(failure(() -> server.reviewers().lookupReviewer(reviewer())).getStatus().getCode())
        .isEqualTo(Status.Code.ABORTED);
    server.delete(LOOKUP_REVIEWER);
    assertRefused(Reason.FAULT_INJECTED, () -> server.reviewers().lookupReviewer(reviewer()));
    assertThat(server.sellers().lookupSeller(seller()).getMaySell()).isTrue();
    server.delete(ALL_OF_REVIEWERS);
    assertThat(server.reviewers().lookupReviewer(reviewer()).getDisplayName()).isNotEmpty();
  }

  @Test
  void a_fault_ends_by_itself() throws Exception {
    Fault set =
        server
            .faults()
            .setFault(request(error(LOOKUP_SELLER, Code.UNAVAILABLE), Duration.ofSeconds(20)))
            .getFault();
    assertThat(Instant.ofEpochSecond(set.getExpireTime().getSeconds()))
        .isBetween(Instant.now().plusSeconds(15), Instant.now().plusSeconds(21));
    assertThat(server.list()).containsExactly(set);
    assertRefused(Reason.FAULT_INJECTED, () -> server.sellers().lookupSeller(seller()));

    clock.advance(Duration.ofSeconds(20));

    assertThat(server.sellers().lookupSeller(seller()).getMaySell()).isTrue();
    assertThat(server.list()).isEmpty();
    assertThat(server.metrics()).contains("souk_faults_active{service=\"user-service\"} 0.0");
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> server.delete(LOOKUP_SELLER));
  }

  @Test
  void calls_that_would_be_refused_are_refused_as_ever() {
    server.set(error(LOOKUP_REVIEWER, Code.UNAVAILABLE));
    assertRefused(
        Reason.INVALID_FIELD,
        () -> server.reviewers().lookupReviewer(LookupReviewerRequest.getDefaultInstance()));
  }
}
