package dev.souk.embedded;

import de.bwaldvogel.mongo.MongoServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;

/**
 * A server in this JVM that speaks MongoDB's wire protocol, its data in one H2 file.
 *
 * <p>It is a subset: no transactions or sessions, no partial indexes, TTL indexes never delete, no
 * authentication. Single-document operations are atomic, unique and sparse indexes hold.
 */
public final class EmbeddedMongo implements AutoCloseable {
  private final DataFolder folder;
  private final MongoServer server;
  private final int port;

  private EmbeddedMongo(DataFolder folder, MongoServer server, int port) {
    this.folder = folder;
    this.server = server;
    this.port = port;
  }

  /** Starts a server with its data in the folder; port 0 takes any free one. */
  public static EmbeddedMongo start(Path dataDir, int port) {
    DataFolder folder = DataFolder.open(dataDir);
    try {
      MongoServer server = new MongoServer(DurableMongoBackend.in(folder.resolve("mongo.mv")));
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return new EmbeddedMongo(folder, server, server.getLocalAddress().getPort());
    } catch (RuntimeException e) {
      folder.close();
      throw new StoreException("cannot start the MongoDB server: " + e.getMessage(), e);
    }
  }

  /** The port that it listens on. */
  public int port() {
    return port;
  }

  /** Address of a database for a client; databases need not be made. */
  public String uri(String database) {
    return "mongodb://127.0.0.1:" + port + "/" + database;
  }

  /** The settings that point a service to a database of its own. */
  public Map<String, String> settings(String database) {
    return Map.of("SOUK_MONGODB_URI", uri(database));
  }

  @Override
  public void close() {
    server.shutdownNow();
    folder.close();
  }
}
