package dev.souk.embedded;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.jetty.server.Server;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local behind the loopback address. Its own main listens on every address of the machine
 * and sends telemetry.
 */
final class DynamoDbProcess {
  private DynamoDbProcess() {}

  /** Arguments: port, folder of the database files. */
  public static void main(String[] args) throws Exception {
    LocalDynamoDBRequestHandler database =
        new LocalDynamoDBRequestHandler(0, false, args[1], true, false);
    Server server =
        new Server(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])));
    server.setHandler(new LocalDynamoDBServerHandler(database, null));
    server.start();
    server.join();
  }
}
