package dev.souk.kit.identity;

import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where a call comes from: as the gateway says it, in metadata that it takes from no client, and as
 * services pass it on to each other; else from whom the connection is. Who reaches a service past
 * the gateway can make it up, as who reaches a network where only services are.
 *
 * @param ipAddress IPv4 or IPv6 address; empty for what a service does of its own accord
 * @param userAgent what the client calls itself, at most 256 printable ASCII characters, or empty
 */
public record Origin(String ipAddress, String userAgent) {
  private static final int LONGEST_ADDRESS = 45;
  private static final int LONGEST_USER_AGENT = 256;

  /** Nothing known. */
  public static final Origin UNKNOWN = new Origin("", "");

  static final Context.Key<Origin> KEY = Context.keyWithDefault("souk-origin", UNKNOWN);

  /** Where the call comes from that the current thread serves. */
  public static Origin current() {
    return KEY.get();
  }

  static Origin of(ServerCall<?, ?> call, Metadata headers) {
    boolean internal = headers.containsKey(Headers.INTERNAL_TOKEN);
    return of(internal ? "" : peer(call), headers);
  }

  static Origin of(String peer, Metadata headers) {
    String userAgent =
        Optional.ofNullable(headers.get(Headers.CLIENT_USER_AGENT))
            .map(Origin::printable)
            .orElse("");
    String address =
        Optional.ofNullable(headers.get(Headers.CLIENT_ADDRESS))
            .filter(Origin::isAddress)
            .orElse(peer);
    return new Origin(address, userAgent);
  }

  private static String peer(ServerCall<?, ?> call) {
    return call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)
            instanceof InetSocketAddress socket
        ? socket.getAddress().getHostAddress()
        : "";
  }

  private static boolean isAddress(String text) {
    if (text.length() > LONGEST_ADDRESS) {
      return false;
    }
    try {
      return InetAddress.ofLiteral(text) != null;
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }

  private static String printable(String text) {
    String shown = text.replaceAll("[^ -~]", "?").strip();
    return shown.length() <= LONGEST_USER_AGENT ? shown : shown.substring(0, LONGEST_USER_AGENT);
  }

  @Override
  public String toString() {
    return "Origin[...]";
  }
}
