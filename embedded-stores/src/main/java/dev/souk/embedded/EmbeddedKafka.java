package dev.souk.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker in this JVM that is its own controller (KRaft). Clients on this machine do best
 * with {@code linger.ms=0}.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private final DataFolder folder;
  private final KafkaRaftServer server;
  private final int port;

  private EmbeddedKafka(DataFolder folder, KafkaRaftServer server, int port) {
    this.folder = folder;
    this.server = server;
    this.port = port;
  }

  /** Starts a broker with its data in the folder; port 0 takes any free one. */
  public static EmbeddedKafka start(Path dataDir, int port) {
    int listen = FreePort.orFind(port);
    DataFolder folder = DataFolder.open(dataDir);
    try {
      keepJvmAlive();
      Path logs = folder.resolve("logs");
      KafkaFormat.ensure(logs);
      KafkaRaftServer server =
          new KafkaRaftServer(new KafkaConfig(configuration(logs, listen)), Time.SYSTEM);
      server.startup();
      return new EmbeddedKafka(folder, server, listen);
    } catch (RuntimeException | Error e) {
      folder.close();
      throw new StoreException("cannot start Kafka: " + e.getMessage(), e);
    }
  }

  /** A broker that meets a fatal error ends its process; here that would be the whole shop. */
  private static void keepJvmAlive() {
    Exit.setExitProcedure(EmbeddedKafka::refuse);
    Exit.setHaltProcedure(EmbeddedKafka::refuse);
  }

  private static void refuse(int status, @Nullable String message) {
    throw new StoreException("Kafka wanted to end the process (" + status + "): " + message);
  }

  private static Map<String, String> configuration(Path logs, int port) {
    int controller = FreePort.find();
    Map<String, String> config = new HashMap<>();
    config.put("process.roles", "broker,controller");
    config.put("node.id", "1");
    config.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
    config.put("controller.listener.names", "CONTROLLER");
    config.put("listeners", listeners(port, controller));
    config.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    config.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    config.put("log.dirs", logs.toString());
    // One broker: nothing to replicate to.
    config.put("offsets.topic.replication.factor", "1");
    config.put("offsets.topic.num.partitions", "4");
    config.put("transaction.state.log.replication.factor", "1");
    config.put("transaction.state.log.min.isr", "1");
    config.put("transaction.state.log.num.partitions", "4");
    config.put("share.coordinator.state.topic.replication.factor", "1");
    config.put("share.coordinator.state.topic.min.isr", "1");
    config.put("share.coordinator.state.topic.num.partitions", "4");
    // After kill -9 the controller waits for the old session to end: 3 s instead of 12.
    config.put("broker.session.timeout.ms", "1500");
    config.put("broker.heartbeat.interval.ms", "300");
    config.put("group.initial.rebalance.delay.ms", "0");
    // Nothing is forgotten: the check of the books reads all events.
    config.put("log.retention.ms", "-1");
    // Small: this is one developer's broker.
    config.put("log.cleaner.dedupe.buffer.size", "4194304");
    config.put("num.network.threads", "2");
    config.put("num.io.threads", "2");
    config.put("background.threads", "2");
    return config;
  }

  private static String listeners(int port, int controller) {
    return "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller;
  }

  /** The port that it listens on. */
  public int port() {
    return port;
  }

  /** Address for a client. */
  public String bootstrap() {
    return "127.0.0.1:" + port;
  }

  /** The settings that point a service here. */
  public Map<String, String> settings() {
    return Map.of("SOUK_KAFKA_BOOTSTRAP", bootstrap());
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
    folder.close();
  }
}
