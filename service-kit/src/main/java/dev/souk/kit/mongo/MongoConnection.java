package dev.souk.kit.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.ConnectionPoolCreatedEvent;
import dev.souk.kit.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.mongodb.MongoMetricsConnectionPoolListener;
import io.opentelemetry.instrumentation.mongo.v3_1.MongoTelemetry;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** A connection to the service's own database. A write is acknowledged once a majority has it. */
public final class MongoConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 3_000;

  private final MongoClient client;
  private final MongoDatabase database;

  private MongoConnection(MongoClient client, String database) {
    this.client = client;
    this.database = client.getDatabase(database);
  }

  /**
   * Connects when first used, and shows nothing of it: for jobs.
   *
   * @param uri connection string with the name of the database
   */
  public static MongoConnection open(String uri) {
    return open(uri, MongoClientSettings.builder());
  }

  /**
   * Connects when first used.
   *
   * @param uri connection string with the name of the database
   * @param metrics where its pool of connections is shown
   * @param tracing where its commands are spans, which are named without values
   */
  public static MongoConnection open(String uri, MeterRegistry metrics, Tracing tracing) {
    MongoClientSettings.Builder settings =
        MongoClientSettings.builder()
            .applyToConnectionPoolSettings(pool ->
                pool.addConnectionPoolListener(
                    new MongoMetricsConnectionPoolListener(metrics, MongoConnection::labels)));
    if (tracing.isOn()) {
      settings.addCommandListener(
          MongoTelemetry.create(tracing.openTelemetry()).createCommandListener());
    }
    return open(uri, settings);
  }

  private static MongoConnection open(String uri, MongoClientSettings.Builder settings) {
    ConnectionString address = new ConnectionString(uri);
    String database = address.getDatabase();
    if (database == null) {
      throw new IllegalArgumentException("SOUK_MONGODB_URI names no database");
    }
    return new MongoConnection(MongoClients.create(patient(settings, address)), database);
  }

  private static MongoClientSettings patient(
      MongoClientSettings.Builder settings, ConnectionString address) {
    return settings
        .writeConcern(WriteConcern.MAJORITY)
        .applyToClusterSettings(
            cluster -> cluster.serverSelectionTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
        .applyToSocketSettings(socket ->
            socket
                .connectTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .readTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
        // What the operator writes in the URI wins.
        .applyConnectionString(address)
        .build();
  }

  /** The driver's own would include a random id. */
  private static Tags labels(ConnectionPoolCreatedEvent pool) {
    return Tags.of("server", pool.getServerId().getAddress().toString());
  }

  /** The service's database. */
  public MongoDatabase database() {
    return database;
  }

  /** Answers when the database does. */
  public Document ping() {
    return database.runCommand(new Document("ping", 1));
  }

  @Override
  public void close() {
    client.close();
  }
}
