package dev.souk.kit.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.inventory.v1.GetStockLevelRequest;
import dev.souk.inventory.v1.InventoryServiceGrpc;
import dev.souk.inventory.v1.InventoryServiceGrpc.InventoryServiceBlockingStub;
import dev.souk.inventory.v1.StockLevel;
import dev.souk.kit.error.Errors;
import dev.souk.kit.error.Reason;
import dev.souk.kit.identity.Headers;
import dev.souk.kit.log.CallContext;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.server.SoukServer;
import dev.souk.kit.testing.ReceivedSpan;
import dev.souk.kit.testing.ReceivedSpan.Kind;
import dev.souk.kit.testing.Refusals;
import dev.souk.kit.testing.SpanCollector;
import dev.souk.kit.testing.TestIdentity;
import io.grpc.Channel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls through two real servers, of which the first calls the second. */
class TracedCallsTest {
  private static final String CALLER = "b7ad6b7169203331";
  private static final String METHOD = "souk.inventory.v1.InventoryService/GetStockLevel";

  @TempDir static Path folder;
  private static final AtomicReference<CallContext> served = new AtomicReference<>();
  private static TestIdentity identity;
  private static SpanCollector collector;
  private static RunningServer second;
  private static RunningServer first;

  @BeforeAll
  static void start() throws IOException {
    identity = new TestIdentity(folder);
    collector = SpanCollector.start(0);
    second = serve(server("product-service"), request -> level(request.getSku()));
    SoukServer calling = server("cart-service");
    Channel onwards = calling.channel("127.0.0.1:" + second.grpcPort(), "product-service");
    first =
        serve(
            calling,
            request -> {
              served.set(CallContext.current());
              return InventoryServiceGrpc.newBlockingStub(onwards).getStockLevel(request);
            });
  }

  @AfterAll
  static void stop() {
    first.close();
    second.close();
    collector.close();
    identity.close();
  }

  private static SoukServer server(String name) {
    Map<String, String> env = new HashMap<>(identity.env());
    env.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint());
    env.put("OTEL_TRACES_SAMPLER_ARG", "0");
    return SoukServer.named(name, env, Clock.systemUTC());
  }

  private static RunningServer serve(
      SoukServer server, Function<GetStockLevelRequest, StockLevel> answer) {
    return server.serve(StockLevels.by(answer)).start();
  }

  private static StockLevel level(String sku) {
    if (sku.equals("ABSENT")) {
      throw Errors.notFound("SKU", sku);
    }
    return StockLevel.newBuilder().setSku(sku).build();
  }

  private static InventoryServiceBlockingStub caller(String traceparent) {
    Channel channel = identity.anonymous(first.grpcPort());
    return InventoryServiceGrpc.newBlockingStub(
        TestIdentity.with(channel, Headers.TRACEPARENT, traceparent));
  }

  private static GetStockLevelRequest ask(String sku) {
    return GetStockLevelRequest.newBuilder().setSku(sku).build();
  }

  private static ReceivedSpan only(List<ReceivedSpan> spans, String service, Kind kind) {
    return spans.stream()
        .filter(span -> span.service().equals(service) && span.kind() == kind)
        .reduce((one, other) -> {
          throw new AssertionError("two: " + one + other);
        })
        .orElseThrow();
  }

  private static List<ReceivedSpan> awaitSpans(String trace, int count) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(collector.spans(trace)).hasSize(count));
    return collector.spans(trace);
  }

  @Test
  void a_call_is_part_of_its_caller_s_and_those_onwards_are_part_of_it() {
    String trace = "0af7651916cd43dd8448eb211c80319c";

    caller("00-" + trace + "-" + CALLER + "-01").getStockLevel(ask("HAT-1"));

    List<ReceivedSpan> spans = awaitSpans(trace, 3);
    ReceivedSpan outer = only(spans, "cart-service", Kind.SERVER);
    ReceivedSpan onwards = only(spans, "cart-service", Kind.CLIENT);
    ReceivedSpan inner = only(spans, "product-service", Kind.SERVER);
    assertThat(outer.parentId()).isEqualTo(CALLER);
    assertThat(onwards.parentId()).isEqualTo(outer.spanId());
    assertThat(inner.parentId()).isEqualTo(onwards.spanId());
    assertThat(inner.name()).isEqualTo(METHOD);
    assertThat(inner.attributes()).containsEntry("rpc.grpc.status_code", "0");
    assertThat(served.get().traceId()).isEqualTo(trace);
    assertThat(served.get().spanId()).isEqualTo(outer.spanId());
  }

  @Test
  void a_refusal_is_no_failure_of_the_server() {
    String trace = "1af7651916cd43dd8448eb211c80319c";
    InventoryServiceBlockingStub caller = caller("00-" + trace + "-" + CALLER + "-01");

    Refusals.assertRefused(Reason.INTERNAL_ERROR, () -> caller.getStockLevel(ask("ABSENT")));

    ReceivedSpan inner = only(awaitSpans(trace, 3), "product-service", Kind.SERVER);
    assertThat(inner.attributes())
        .containsEntry("rpc.grpc.status_code", "5")
        .doesNotContainKey("error.type");
  }

  @Test
  void what_the_caller_does_not_trace_nobody_does() {
    String trace = "2af7651916cd43dd8448eb211c80319c";
    String later = "3af7651916cd43dd8448eb211c80319c";

    caller("00-" + trace + "-" + CALLER + "-00").getStockLevel(ask("HAT-1"));
    assertThat(served.get().traceId()).isEqualTo(trace);
    caller("").getStockLevel(ask("HAT-1"));
    caller("00-" + later + "-" + CALLER + "-01").getStockLevel(ask("HAT-1"));

    List<ReceivedSpan> spans = awaitSpans(later, 3);
    assertThat(collector.spans(trace)).isEmpty();
    assertThat(spans).hasSize(3);
  }
}
