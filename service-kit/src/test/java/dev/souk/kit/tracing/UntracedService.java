package dev.souk.kit.tracing;

import dev.souk.inventory.v1.GetStockLevelRequest;
import dev.souk.inventory.v1.InventoryServiceGrpc;
import dev.souk.inventory.v1.StockLevel;
import dev.souk.kit.event.Publisher;
import dev.souk.kit.log.CallContext;
import dev.souk.kit.mongo.MongoConnection;
import dev.souk.kit.redis.RedisSpans;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.server.SoukServer;
import dev.souk.kit.sql.SqlSpans;
import dev.souk.kit.testing.TestIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;

/**
 * Everything in the kit that can make spans, in use while traces are off. Loaded by {@link
 * TracingOffTest} where there is no OpenTelemetry.
 */
public final class UntracedService implements Callable<String> {
  private final Path folder;

  /** Keeps its keys in the folder. */
  public UntracedService(Path folder) {
    this.folder = folder;
  }

  /** The trace that the handler of a call saw. */
  @Override
  public String call() throws IOException {
    AtomicReference<String> seen = new AtomicReference<>("");
    try (TestIdentity identity = new TestIdentity(folder)) {
      SoukServer server = SoukServer.named("product-service", identity.env(), Clock.systemUTC());
      open(server);
      server.serve(
          StockLevels.by(request -> {
            new ResumedWork("product-service", server.tracing())
                .run(
                    "resume",
                    CallContext.current().traceparent(),
                    () -> seen.set(CallContext.current().traceId()));
            return StockLevel.getDefaultInstance();
          }));
      try (RunningServer running = server.start()) {
        var _ =
            InventoryServiceGrpc.newBlockingStub(
                    TestIdentity.with(
                        identity.anonymous(running.grpcPort()),
                        dev.souk.kit.identity.Headers.TRACEPARENT,
                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))
                .getStockLevel(GetStockLevelRequest.newBuilder().setSku("HAT-1").build());
      }
    }
    return seen.get();
  }

  /** Stores that are opened when first used, which nobody does here. */
  private static void open(SoukServer server) {
    Tracing tracing = server.tracing();
    DataSource sql = new PGSimpleDataSource();
    if (!SqlSpans.of(sql, tracing).equals(sql)) {
      throw new IllegalStateException("wrapped");
    }
    var _ =
        server.closing(
            MongoConnection.open("mongodb://127.0.0.1:1/test", server.metrics(), tracing));
    var _ =
        server.closing(
            RedisSpans.client(
                new HostAndPort("127.0.0.1", 1),
                DefaultJedisClientConfig.builder().build(),
                new ConnectionPoolConfig(),
                tracing));
    var _ = server.closing(new Publisher("127.0.0.1:1", "test", List.of("test"), tracing));
    var _ = server.channel("127.0.0.1:1", "cart-service");
  }
}
