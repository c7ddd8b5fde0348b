package dev.souk.kong.config;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * Where the fixed names of {@code kong.yml} are found, in place of DNS.
 *
 * @param places from {@code name:port} to the {@code host:port} that it means here, or several,
 *     separated by commas, as a name in DNS has several addresses
 */
public record Addresses(Map<String, String> places) {
  public Addresses {
    places = Map.copyOf(places);
  }

  /**
   * Gives every {@code host:port} of a name and port; names that are not mapped are looked up as
   * they are.
   */
  public List<String> all(String host, int port) {
    return List.of(places.getOrDefault(host + ":" + port, host + ":" + port).split(",", -1));
  }

  /** The first as a socket address, resolved. */
  public InetSocketAddress socketAddress(String host, int port) {
    String place = all(host, port).getFirst();
    int colon = place.lastIndexOf(':');
    return new InetSocketAddress(
        place.substring(0, colon), Integer.parseInt(place.substring(colon + 1)));
  }
}
