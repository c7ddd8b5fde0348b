package dev.souk.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds ports for servers that cannot be told "any port" themselves. */
public final class FreePort {
  // Below the ranges from which systems take ports of outgoing connections (Linux from 32768, macOS
  // from 49152), so that nothing but another server can take the port between here and its use.
  private static final int FIRST = 20_480;
  private static final int LAST = 26_999;

  private FreePort() {}

  /** A TCP port on which nothing listens, chosen at random in 20480..26999. */
  public static int find() {
    for (int attempt = 0; attempt < 1_000; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
      if (isFree(port)) {
        return port;
      }
    }
    throw new StoreException("no free TCP port between " + FIRST + " and " + LAST);
  }

  /** The port itself, or any free one for 0. */
  static int orFind(int port) {
    return port == 0 ? find() : port;
  }

  /** Whether a server could listen on the port of the loopback address and of all addresses now. */
  public static boolean isFree(int port) {
    return canBind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        && canBind(new InetSocketAddress(port));
  }

  private static boolean canBind(InetSocketAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
