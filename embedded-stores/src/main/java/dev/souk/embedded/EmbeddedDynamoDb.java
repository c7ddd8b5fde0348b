package dev.souk.embedded;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
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

  /** Its form alone is looked at. */
  private static final String AUTHORIZATION =
      "AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-1/dynamodb/aws4_request,"
          + " SignedHeaders=host, Signature=0";

  private static final int FIRST_ANSWER_MILLIS = 60_000;

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
      process.awaitReady(() -> answers(listen));
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

  /**
   * Whether it answers a request that reads its database: on a busy machine the first one takes
   * seconds longer than opening the port.
   */
  private static boolean answers(int port) {
    try {
      HttpURLConnection request =
          (HttpURLConnection) URI.create("http://127.0.0.1:" + port).toURL().openConnection();
      request.setConnectTimeout(1_000);
      request.setReadTimeout(FIRST_ANSWER_MILLIS);
      request.setRequestProperty("X-Amz-Target", "DynamoDB_20120810.ListTables");
      request.setRequestProperty("Content-Type", "application/x-amz-json-1.0");
      request.setRequestProperty("Authorization", AUTHORIZATION);
      request.setDoOutput(true);
      request.getOutputStream().write('{');
      request.getOutputStream().write('}');
      return request.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException notYet) {
      return false;
    }
  }
}
