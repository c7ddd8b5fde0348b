package dev.souk.kit.fault;

import com.google.protobuf.util.Durations;
import com.google.rpc.Code;
import dev.souk.kit.error.Errors;
import dev.souk.kit.server.Rpc;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.server.SoukServer;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.operation.v1.CrashEffect;
import dev.souk.operation.v1.DelayEffect;
import dev.souk.operation.v1.DeleteFaultRequest;
import dev.souk.operation.v1.ErrorEffect;
import dev.souk.operation.v1.Fault;
import dev.souk.operation.v1.FaultServiceGrpc;
import dev.souk.operation.v1.FaultServiceGrpc.FaultServiceBlockingStub;
import dev.souk.operation.v1.ListFaultsRequest;
import dev.souk.operation.v1.SetFaultRequest;
import dev.souk.operation.v1.SetFaultResponse;
import dev.souk.user.v1.LookupReviewerRequest;
import dev.souk.user.v1.LookupReviewerResponse;
import dev.souk.user.v1.LookupSellerRequest;
import dev.souk.user.v1.LookupSellerResponse;
import dev.souk.user.v1.ReviewerServiceGrpc;
import dev.souk.user.v1.ReviewerServiceGrpc.ReviewerServiceBlockingStub;
import dev.souk.user.v1.SellerServiceGrpc;
import dev.souk.user.v1.SellerServiceGrpc.SellerServiceBlockingStub;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of two small services, and an administrator who sets faults in it. */
final class ServedFaults implements AutoCloseable {
  static final String LOOKUP_SELLER = "souk.user.v1.SellerService/LookupSeller";
  static final String LOOKUP_REVIEWER = "souk.user.v1.ReviewerService/LookupReviewer";
  static final String ALL_OF_REVIEWERS = "souk.user.v1.ReviewerService/*";

  /** How many calls reached their handler. */
  final AtomicInteger handled = new AtomicInteger();

  private final TestIdentity identity;
  private final RunningServer server;

  /**
   * Starts the server.
   *
   * @param settings besides those that every server needs
   */
  ServedFaults(TestIdentity identity, Map<String, String> settings, Clock clock) {
    this.identity = identity;
    Map<String, String> env = new HashMap<>(identity.env());
    env.putAll(settings);
    this.server = server(env, clock);
  }

  private RunningServer server(Map<String, String> env, Clock clock) {
    return SoukServer.named("user-service", env, clock)
        .serve(
            Rpc.service(SellerServiceGrpc.getServiceDescriptor())
                .unary(SellerServiceGrpc.getLookupSellerMethod(), this::lookupSeller)
                .build())
        .serve(
            Rpc.service(ReviewerServiceGrpc.getServiceDescriptor())
                .unary(ReviewerServiceGrpc.getLookupReviewerMethod(), this::lookupReviewer)
                .build())
        .start();
  }

  private LookupSellerResponse lookupSeller(LookupSellerRequest request) {
    handled.incrementAndGet();
    return LookupSellerResponse.newBuilder().setMaySell(true).build();
  }

  private LookupReviewerResponse lookupReviewer(LookupReviewerRequest request) {
    handled.incrementAndGet();
    if (request.getUserId().equals("absent")) {
      throw Errors.notFound("user", request.getUserId());
    }
    return LookupReviewerResponse.newBuilder().setDisplayName("Ada L.").build();
  }

  SellerServiceBlockingStub sellers() {
    return SellerServiceGrpc.newBlockingStub(
        identity.service(server.grpcPort(), "user-service", "product-service"));
  }

  ReviewerServiceBlockingStub reviewers() {
    return ReviewerServiceGrpc.newBlockingStub(
        identity.service(server.grpcPort(), "user-service", "product-service"));
  }

  static LookupSellerRequest seller() {
    return LookupSellerRequest.newBuilder().setUserId("usr_1").build();
  }

  static LookupReviewerRequest reviewer() {
    return LookupReviewerRequest.newBuilder().setUserId("usr_1").build();
  }

  /** The faults as somebody else calls them. */
  FaultServiceBlockingStub faultsAs(io.grpc.Channel channel) {
    return FaultServiceGrpc.newBlockingStub(channel);
  }

  FaultServiceBlockingStub faults() {
    return faultsAs(identity.user(server.grpcPort(), "usr_admin", "ROLE_ADMIN"));
  }

  int port() {
    return server.grpcPort();
  }

  SetFaultResponse set(Fault.Builder fault) {
    return faults().setFault(request(fault, Duration.ofMinutes(1)));
  }

  void delete(String method) {
    var _ = faults().deleteFault(DeleteFaultRequest.newBuilder().setMethod(method).build());
  }

  List<Fault> list() {
    return faults().listFaults(ListFaultsRequest.getDefaultInstance()).getFaultsList();
  }

  static SetFaultRequest request(Fault.Builder fault, Duration timeToLive) {
    return SetFaultRequest.newBuilder()
        .setFault(fault)
        .setTimeToLive(Durations.fromMillis(timeToLive.toMillis()))
        .build();
  }

  static Fault.Builder always(String method) {
    return Fault.newBuilder().setMethod(method).setProbability(1);
  }

  static Fault.Builder delay(String method, Duration duration) {
    return always(method)
        .setDelay(DelayEffect.newBuilder().setDuration(Durations.fromMillis(duration.toMillis())));
  }

  static Fault.Builder error(String method, Code code) {
    return always(method).setError(ErrorEffect.newBuilder().setCode(code));
  }

  static Fault.Builder crash(String method) {
    return always(method).setCrash(CrashEffect.getDefaultInstance());
  }

  /** What Prometheus reads. */
  String metrics() throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + server.httpPort() + "/metrics"))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
