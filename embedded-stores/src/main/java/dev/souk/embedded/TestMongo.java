package dev.souk.embedded;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * MongoDB for a test: an {@link EmbeddedMongo} in the test's folder or, where the environment has
 * {@code SOUK_TEST_MONGODB_URI}, the server that it names. There every test class has databases of
 * its own, which are dropped when it is closed.
 */
public final class TestMongo implements AutoCloseable {
  private static final Pattern URI =
      Pattern.compile("(mongodb(?:\\+srv)?://)([^@/]+@)?([^/?]+)(?:/[^?]*)?(?:\\?(.*))?");

  private final Optional<EmbeddedMongo> embedded;
  private final String server;
  private final String prefix;
  private final Set<String> used = ConcurrentHashMap.newKeySet();

  private TestMongo(Optional<EmbeddedMongo> embedded, String server, String prefix) {
    this.embedded = embedded;
    this.server = server;
    this.prefix = prefix;
  }

  /** Starts, or finds, a server. */
  public static TestMongo start(Path folder) {
    return start(folder, System.getenv());
  }

  static TestMongo start(Path folder, Map<String, String> env) {
    String named = env.getOrDefault("SOUK_TEST_MONGODB_URI", "");
    if (!named.isEmpty()) {
      String prefix = "souk_test_" + UUID.randomUUID().toString().substring(0, 8) + "_";
      return new TestMongo(Optional.empty(), named, prefix);
    }
    EmbeddedMongo mongo = EmbeddedMongo.start(folder, 0);
    return new TestMongo(Optional.of(mongo), "mongodb://127.0.0.1:" + mongo.port(), "");
  }

  /** What a database is called on the server. */
  public String name(String database) {
    String name = prefix + database;
    used.add(name);
    return name;
  }

  /** Address of a database for a client. */
  public String uri(String database) {
    return inDatabase(server, name(database));
  }

  /** The settings that point a service to a database of its own. */
  public Map<String, String> settings(String database) {
    return Map.of("SOUK_MONGODB_URI", uri(database));
  }

  /**
   * The address with another database. Who signs in does so at the database where the account is,
   * by default the address's own: {@code authSource} keeps it.
   */
  static String inDatabase(String server, String database) {
    Matcher uri = URI.matcher(server);
    if (!uri.matches()) {
      throw new IllegalArgumentException("SOUK_TEST_MONGODB_URI is no address of a MongoDB");
    }
    String user = Optional.ofNullable(uri.group(2)).orElse("");
    String options = Optional.ofNullable(uri.group(4)).orElse("");
    if (!user.isEmpty() && !options.contains("authSource=")) {
      options = (options.isEmpty() ? "" : options + "&") + "authSource=admin";
    }
    return uri.group(1)
        + user
        + uri.group(3)
        + "/"
        + database
        + (options.isEmpty() ? "" : "?" + options);
  }

  @Override
  public void close() {
    if (embedded.isPresent()) {
      embedded.get().close();
      return;
    }
    try (MongoClient client = MongoClients.create(inDatabase(server, "admin"))) {
      used.forEach(name -> client.getDatabase(name).drop());
    }
  }
}
