package dev.souk.kit.event;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** Topics that somebody needs. */
public final class Topics {
  /** Partitions are what lets consumers grow: a broker's default would be one. */
  private static final int PARTITIONS = 12;

  private final String bootstrap;
  private final List<String> names;

  /** Topics of the cluster at the addresses. */
  public Topics(String bootstrap, Collection<String> names) {
    this.bootstrap = bootstrap;
    this.names = List.copyOf(names);
  }

  /**
   * Makes those that are missing.
   *
   * @throws KafkaException when Kafka does not answer
   */
  public void ensure() {
    List<NewTopic> topics =
        names.stream()
            .map(name -> new NewTopic(name, Optional.of(PARTITIONS), Optional.empty()))
            .toList();
    try (Admin admin =
        Admin.create(
            Map.of(
                "bootstrap.servers", bootstrap,
                "request.timeout.ms", 3000,
                "default.api.timeout.ms", 5000))) {
      admin.createTopics(topics).values().values().forEach(Topics::await);
    }
  }

  private static void await(KafkaFuture<Void> made) {
    try {
      made.get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new KafkaException("cannot make a topic", e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException(e);
    }
  }
}
