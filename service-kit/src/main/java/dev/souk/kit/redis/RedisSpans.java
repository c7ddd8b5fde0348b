package dev.souk.kit.redis;

import dev.souk.kit.tracing.Tracing;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.nio.charset.StandardCharsets;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.executors.CommandExecutor;
import redis.clients.jedis.executors.DefaultCommandExecutor;
import redis.clients.jedis.providers.ConnectionProvider;
import redis.clients.jedis.providers.PooledConnectionProvider;

/**
 * Spans of Redis commands, named by the command alone: keys and values stay out of them. What goes
 * through a pipeline or listens to a channel has none. OpenTelemetry instruments Jedis by its agent
 * only.
 */
public final class RedisSpans implements CommandExecutor {
  private final DefaultCommandExecutor commands;
  private final Tracer tracer;

  private RedisSpans(DefaultCommandExecutor commands, OpenTelemetry traces) {
    this.commands = commands;
    this.tracer = traces.getTracer("dev.souk.jedis");
  }

  /** A client with a pool of connections, and with spans while traces are on. */
  public static RedisClient client(
      HostAndPort address, JedisClientConfig config, ConnectionPoolConfig pool, Tracing tracing) {
    var client = RedisClient.builder().hostAndPort(address).clientConfig(config).poolConfig(pool);
    if (tracing.isOn()) {
      ConnectionProvider connections = new PooledConnectionProvider(address, config, pool);
      client
          .connectionProvider(connections)
          .commandExecutor(
              new RedisSpans(new DefaultCommandExecutor(connections), tracing.openTelemetry()));
    }
    return client.build();
  }

  @Override
  public <T> T executeCommand(CommandObject<T> command) {
    String name =
        new String(command.getArguments().getCommand().getRaw(), StandardCharsets.US_ASCII);
    Span span =
        tracer
            .spanBuilder(name)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("db.system", "redis")
            .setAttribute("db.operation", name)
            .startSpan();
    try {
      return commands.executeCommand(command);
    } catch (RuntimeException e) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute("error.type", e.getClass().getName());
      throw e;
    } finally {
      span.end();
    }
  }

  @Override
  public void close() {
    commands.close();
  }
}
