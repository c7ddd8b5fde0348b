package dev.souk.auth.api;

import dev.souk.auth.domain.RequestOrigin;
import dev.souk.kit.identity.Headers;
import io.grpc.Metadata;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Where a request comes from, as the gateway says it in metadata that it takes from no client. Who
 * calls the service directly can make it up, and deceives nobody but themselves.
 */
final class OriginMetadata {
  private static final int LONGEST_ADDRESS = 45;
  private static final int LONGEST_USER_AGENT = 256;

  private OriginMetadata() {}

  static RequestOrigin origin(Metadata metadata) {
    return new RequestOrigin(
        Optional.ofNullable(metadata.get(Headers.CLIENT_ADDRESS))
            .filter(OriginMetadata::isAddress)
            .orElse(""),
        Optional.ofNullable(metadata.get(Headers.CLIENT_USER_AGENT))
            .map(OriginMetadata::printable)
            .orElse(""));
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
}
