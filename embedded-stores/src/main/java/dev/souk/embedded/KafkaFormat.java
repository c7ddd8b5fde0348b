package dev.souk.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/** Formats a broker's folder once, as {@code kafka-storage format} does. */
final class KafkaFormat {
  private KafkaFormat() {}

  /** The last file that formatting writes; a folder without it was never finished. */
  private static final String FORMATTED = "meta.properties";

  static void ensure(Path logs) {
    if (Files.exists(logs.resolve(FORMATTED))) {
      return;
    }
    try {
      Files.createDirectories(logs);
      new Formatter()
          .setNodeId(1)
          .setClusterId(Uuid.randomUuid().toString())
          .setDirectories(List.of(logs.toString()))
          .setMetadataLogDirectory(logs.toString())
          .setControllerListenerName("CONTROLLER")
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .run();
    } catch (Exception e) {
      throw new StoreException("cannot format Kafka's folder " + logs + ": " + e.getMessage(), e);
    }
  }
}
