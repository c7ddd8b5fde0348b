package dev.souk.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** DynamoDB Local in a child JVM, its tables in SQLite files of the folder. */
public final class EmbeddedDynamoDb implements AutoCloseable {
  /**
   * System property with the class path of the child JVM; this JVM's own when it is absent. With it
   * DynamoDB Local can be left out of this JVM's class path, where its manifest forbids an AOT
   * cache.
   */
  public static final String CLASSPATH = "souk.dynamodb.classpath";

  private final DataFolder folder;
  private final ChildProcess process;
  private final int port;

  private EmbeddedDynamoDb(DataFolder folder, ChildProcess process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /** Starts a server with its data in the folder; port 0 takes any free one. */
  public static EmbeddedDynamoDb start(Path dataDir, int port) {
    int listen = FreePort.orFind(port);
    DataFolder folder = DataFolder.open(dataDir);
    try {
      ChildProcess process =
          ChildProcess.start(
              ChildCommand.inFolder(
                  "DynamoDB Local", folder, listen, "TERM", command(folder, listen)));
      process.awaitReady(() -> listens(listen));
      return new EmbeddedDynamoDb(folder, process, listen);
    } catch (StoreException e) {
      folder.close();
      throw e;
    }
  }

  private static List<String> command(DataFolder folder, int port) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx128m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xshare:auto",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty(CLASSPATH, System.getProperty("java.class.path")),
        DynamoDbProcess.class.getName(),
        Integer.toString(port),
        folder.path().toString());
  }

  /** The port that it listens on. */
  public int port() {
    return port;
  }

  /** The settings that point a service here; the keys are checked for their form alone. */
  public Map<String, String> settings() {
    return settings(port);
  }

  /** The settings that point a service to the server on a port. */
  public static Map<String, String> settings(int port) {
    return Map.of(
        "SOUK_DYNAMODB_ENDPOINT", "http://127.0.0.1:" + port,
        "SOUK_DYNAMODB_REGION", "eu-west-1",
        "AWS_ACCESS_KEY_ID", "local",
        "AWS_SECRET_ACCESS_KEY", "local");
  }

  @Override
  public void close() {
    process.close();
    folder.close();
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }
}
