package dev.souk.embedded;

import com.almworks.sqlite4java.SQLiteConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.eclipse.jetty.server.Server;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteLibraryLoader;

/**
 * DynamoDB Local behind the loopback address. Its own main listens on every address of the machine
 * and sends telemetry.
 */
final class DynamoDbProcess {
  /** The file of the database that is one for all regions and access keys. */
  static final String DATABASE = "shared-local-instance.db";

  private DynamoDbProcess() {}

  /** Arguments: port, folder of the database files. */
  public static void main(String[] args) throws Exception {
    writeAhead(Path.of(args[1], DATABASE));
    LocalDynamoDBRequestHandler database =
        new LocalDynamoDBRequestHandler(0, false, args[1], true, false);
    Server server =
        new Server(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])));
    server.setHandler(new LocalDynamoDBServerHandler(database, null));
    server.start();
    server.join();
  }

  /**
   * Has SQLite write changes to a log first, which the file remembers. It waits for the disk once a
   * transaction then, instead of several times, and loses as little.
   */
  private static void writeAhead(Path file) throws Exception {
    SQLiteLibraryLoader.initialize();
    SQLiteConnection database = new SQLiteConnection(file.toFile());
    try {
      var _ = database.open(true).exec("PRAGMA journal_mode=WAL");
    } finally {
      database.dispose();
    }
  }
}
