package dev.souk.kong.upstream;

import dev.souk.kong.config.Addresses;
import dev.souk.kong.config.Upstream;
import java.util.List;

/**
 * One of the instances of an upstream.
 *
 * @param host what to ask for its health by: its name in {@code kong.yml}, or its address where the
 *     name has several
 * @param port as the host
 * @param address {@code host:port} to call
 * @param health how it does
 */
public record Target(String host, int port, String address, TargetHealth health) {

  /** Those of an upstream: one for each address that its name has. */
  public static List<Target> of(Upstream upstream, Addresses addresses) {
    Target named = at(upstream.target(), upstream);
    List<String> places = addresses.all(named.host, named.port);
    return places.size() == 1
        ? List.of(new Target(named.host, named.port, places.getFirst(), named.health))
        : places.stream().map(place -> at(place, upstream)).toList();
  }

  private static Target at(String place, Upstream upstream) {
    int colon = place.lastIndexOf(':');
    return new Target(
        place.substring(0, colon),
        Integer.parseInt(place.substring(colon + 1)),
        place,
        new TargetHealth(upstream.name() + " at " + place, upstream.connectFailures()));
  }
}
