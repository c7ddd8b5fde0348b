package dev.souk.local.store;

import dev.souk.embedded.EmbeddedDynamoDb;
import dev.souk.embedded.EmbeddedInbox;
import dev.souk.embedded.EmbeddedKafka;
import dev.souk.embedded.EmbeddedMongo;
import dev.souk.embedded.EmbeddedPostgres;
import dev.souk.embedded.EmbeddedRedis;
import dev.souk.local.ClosingStack;
import dev.souk.local.ConcurrentStart;
import dev.souk.local.StackPorts;
import java.nio.file.Path;

/** The five stores of a shop and its inbox, up. */
public record Stores(
    EmbeddedDynamoDb dynamoDb,
    EmbeddedPostgres postgres,
    EmbeddedRedis redis,
    EmbeddedMongo mongo,
    EmbeddedKafka kafka,
    EmbeddedInbox inbox)
    implements AutoCloseable {

  /** Starts all at once; when one cannot start, none is left running. */
  public static Stores start(Path data, StackPorts ports) {
    try (ConcurrentStart starting = new ConcurrentStart()) {
      var dynamoDb =
          starting.begin(() -> EmbeddedDynamoDb.start(data.resolve("dynamodb"), ports.dynamodb()));
      var postgres =
          starting.begin(() -> EmbeddedPostgres.start(data.resolve("postgres"), ports.postgres()));
      var redis = starting.begin(() -> EmbeddedRedis.start(data.resolve("redis"), ports.redis()));
      var mongo =
          starting.begin(() -> EmbeddedMongo.start(data.resolve("mongodb"), ports.mongodb()));
      var kafka = starting.begin(() -> EmbeddedKafka.start(data.resolve("kafka"), ports.kafka()));
      var inbox = starting.begin(() -> EmbeddedInbox.start(ports.smtp(), ports.inbox()));
      starting.await();
      return new Stores(
          dynamoDb.resultNow(),
          postgres.resultNow(),
          redis.resultNow(),
          mongo.resultNow(),
          kafka.resultNow(),
          inbox.resultNow());
    }
  }

  @Override
  public void close() {
    try (ClosingStack closing = new ClosingStack()) {
      closing.add(dynamoDb);
      closing.add(postgres);
      closing.add(redis);
      closing.add(mongo);
      closing.add(kafka);
      closing.add(inbox);
    }
  }
}
