package dev.souk.kong.upstream;

import dev.souk.kong.config.Upstream;

/** The one target of an upstream: its name and port in {@code kong.yml}, and how it does. */
public record Target(String host, int port, TargetHealth health) {

  /** The target of an upstream. */
  public static Target of(Upstream upstream) {
    String target = upstream.target();
    int colon = target.lastIndexOf(':');
    return new Target(
        target.substring(0, colon),
        Integer.parseInt(target.substring(colon + 1)),
        new TargetHealth(upstream.name(), upstream.connectFailures()));
  }
}
