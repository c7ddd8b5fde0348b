package dev.souk.kit.event;

import dev.souk.kit.config.ConfigException;
import dev.souk.kit.config.Settings;
import dev.souk.kit.error.ApiException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * Shows an operator the records that consumers could not handle, and puts them back once what was
 * in their way is mended. {@code ./souk dead-letters} runs it on the shop of this machine;
 * elsewhere it needs {@code SOUK_KAFKA_BOOTSTRAP}.
 *
 * <pre>
 * list            every letter that waits
 * replay TOPIC    put those of a topic back onto it, such as souk.products
 * </pre>
 */
public final class DeadLetterCommand {
  private static final String USAGE = "usage: list | replay <topic>, such as souk.products";

  private final String bootstrap;
  private final PrintStream out;

  DeadLetterCommand(String bootstrap, PrintStream out) {
    this.bootstrap = bootstrap;
    this.out = out;
  }

  /** Exits with 0, with 1 when Kafka does not answer, with 2 for a wrong command. */
  public static void main(String[] arguments) {
    int status;
    try {
      Settings settings = Settings.of(System.getenv());
      String bootstrap = settings.required("SOUK_KAFKA_BOOTSTRAP");
      settings.check();
      status = new DeadLetterCommand(bootstrap, System.out).run(List.of(arguments));
    } catch (ConfigException | KafkaException | ApiException e) {
      System.err.println("souk: " + e.getMessage());
      status = 1;
    }
    System.exit(status);
  }

  int run(List<String> arguments) {
    if (arguments.equals(List.of("list"))) {
      topics().forEach(this::list);
      return 0;
    }
    if (arguments.size() != 2 || !arguments.getFirst().equals("replay")) {
      out.println(USAGE);
      return 2;
    }
    return replay(arguments.getLast());
  }

  private void list(String topic) {
    try (DeadLetterBox box = new DeadLetterBox(bootstrap, topic)) {
      List<DeadLetter> letters = box.waiting();
      out.printf("%s: %d%n", topic, letters.size());
      letters.forEach(letter -> out.println("  " + letter));
    }
  }

  private int replay(String topic) {
    if (!topics().contains(topic)) {
      out.printf("%s has no dead letters; there are those of %s%n", topic, topics());
      return 2;
    }
    try (DeadLetterBox box = new DeadLetterBox(bootstrap, topic)) {
      out.printf("%d put back onto %s%n", box.replay(), topic);
      return 0;
    }
  }

  /** The topics that have a box. */
  private List<String> topics() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      return admin.listTopics().names().get().stream()
          .filter(name -> name.endsWith(DeadLetters.SUFFIX))
          .map(name -> name.substring(0, name.length() - DeadLetters.SUFFIX.length()))
          .sorted()
          .toList();
    } catch (ExecutionException e) {
      throw new KafkaException("Kafka does not answer at " + bootstrap, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException(e);
    }
  }
}
