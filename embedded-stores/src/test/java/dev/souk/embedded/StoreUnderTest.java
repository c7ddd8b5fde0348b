package dev.souk.embedded;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import redis.clients.jedis.RedisClient;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** How each store is started, written to with an acknowledgement, and read back. */
enum StoreUnderTest {
  DYNAMODB {
    @Override
    AutoCloseable start(Path folder, int port) {
      return EmbeddedDynamoDb.start(folder, port);
    }

    @Override
    void write(int port, List<String> values) {
      try (DynamoDbClient client = dynamoDb(port)) {
        client.createTable(t ->
            t.tableName("kept")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(
                    KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build()));
        for (String value : values) {
          client.putItem(p -> p.tableName("kept").item(Map.of("id", AttributeValue.fromS(value))));
        }
      }
    }

    @Override
    List<String> read(int port) {
      try (DynamoDbClient client = dynamoDb(port)) {
        return client.scan(s -> s.tableName("kept")).items().stream()
            .map(i -> i.get("id").s())
            .toList();
      }
    }
  },

  POSTGRES {
    @Override
    AutoCloseable start(Path folder, int port) {
      return EmbeddedPostgres.start(folder, port);
    }

    @Override
    void write(int port, List<String> values) throws SQLException {
      try (Connection connection = postgres(port);
          Statement ddl = connection.createStatement();
          PreparedStatement insert = prepareAfter(ddl, connection)) {
        for (String value : values) {
          insert.setString(1, value);
          insert.executeUpdate();
        }
      }
    }

    private static PreparedStatement prepareAfter(Statement ddl, Connection connection)
        throws SQLException {
      ddl.execute("create table kept (id text primary key)");
      return connection.prepareStatement("insert into kept values (?)");
    }

    @Override
    List<String> read(int port) throws SQLException {
      List<String> values = new ArrayList<>();
      try (Connection connection = postgres(port);
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("select id from kept")) {
        while (rows.next()) {
          values.add(rows.getString(1));
        }
      }
      return values;
    }
  },

  REDIS {
    @Override
    AutoCloseable start(Path folder, int port) {
      return EmbeddedRedis.start(folder, port);
    }

    @Override
    void write(int port, List<String> values) {
      try (RedisClient client = RedisClient.create(URI.create("redis://127.0.0.1:" + port))) {
        values.forEach(v -> client.sadd("kept", v));
      }
    }

    @Override
    List<String> read(int port) {
      try (RedisClient client = RedisClient.create(URI.create("redis://127.0.0.1:" + port))) {
        return List.copyOf(client.smembers("kept"));
      }
    }
  },

  MONGODB {
    @Override
    AutoCloseable start(Path folder, int port) {
      return EmbeddedMongo.start(folder, port);
    }

    @Override
    void write(int port, List<String> values) {
      try (MongoClient client = MongoClients.create("mongodb://127.0.0.1:" + port)) {
        MongoCollection<Document> kept = client.getDatabase("test").getCollection("kept");
        values.forEach(v -> kept.insertOne(new Document("_id", v)));
      }
    }

    @Override
    List<String> read(int port) {
      try (MongoClient client = MongoClients.create("mongodb://127.0.0.1:" + port)) {
        MongoCollection<Document> kept = client.getDatabase("test").getCollection("kept");
        return kept.find().map(d -> d.getString("_id")).into(new ArrayList<>());
      }
    }
  },

  KAFKA {
    @Override
    AutoCloseable start(Path folder, int port) {
      return EmbeddedKafka.start(folder, port);
    }

    @Override
    void write(int port, List<String> values) throws InterruptedException, ExecutionException {
      Map<String, Object> config =
          Map.of("bootstrap.servers", "127.0.0.1:" + port, "acks", "all", "linger.ms", "0");
      try (KafkaProducer<String, String> producer =
          new KafkaProducer<>(
              new HashMap<>(config), new StringSerializer(), new StringSerializer())) {
        for (String value : values) {
          producer.send(new ProducerRecord<>("kept", 0, null, value)).get();
        }
      }
    }

    @Override
    List<String> read(int port) {
      Properties config = new Properties();
      config.put("bootstrap.servers", "127.0.0.1:" + port);
      TopicPartition kept = new TopicPartition("kept", 0);
      List<String> values = new ArrayList<>();
      try (KafkaConsumer<String, String> consumer =
          new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
        consumer.assign(List.of(kept));
        consumer.seekToBeginning(List.of(kept));
        long end = consumer.endOffsets(List.of(kept)).get(kept);
        while (consumer.position(kept) < end) {
          consumer.poll(Duration.ofSeconds(1)).forEach(r -> values.add(r.value()));
        }
      }
      return values;
    }
  };

  abstract AutoCloseable start(Path folder, int port);

  /** Returns once the store has acknowledged every value. */
  abstract void write(int port, List<String> values) throws Exception;

  abstract List<String> read(int port) throws Exception;

  private static DynamoDbClient dynamoDb(int port) {
    return DynamoDbClient.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + port))
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  private static Connection postgres(int port) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "");
  }
}
