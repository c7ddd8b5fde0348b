package dev.souk.auth.domain;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * What clients are told apart by: an IPv4 address, or the first 64 bits of an IPv6 address, all of
 * which one customer of a provider has.
 */
final class ClientNetwork {
  private static final int PREFIX_BYTES = 8;

  private ClientNetwork() {}

  /** The network of a literal address; empty for the empty address. */
  static String of(String ipAddress) {
    if (ipAddress.isEmpty()) {
      return "";
    }
    // An IPv4 address written as an IPv6 one is read as what it is.
    InetAddress address = InetAddress.ofLiteral(ipAddress);
    if (!(address instanceof Inet6Address)) {
      return address.getHostAddress();
    }
    byte[] bytes = address.getAddress();
    Arrays.fill(bytes, PREFIX_BYTES, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
    } catch (UnknownHostException e) {
      throw new IllegalStateException("16 bytes are an address", e);
    }
  }
}
