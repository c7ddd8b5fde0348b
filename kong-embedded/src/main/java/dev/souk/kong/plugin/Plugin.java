package dev.souk.kong.plugin;

import dev.souk.kong.http.Exchange;
import dev.souk.kong.http.Response;
import java.util.Optional;

/**
 * A plugin with its configuration: some of Kong's phases. The default of each phase does nothing.
 */
public interface Plugin {
  /** The name in {@code kong.yml}. */
  String name();

  /** Plugins run from high to low in every phase. */
  int priority();

  /** Before all plugins' {@link #access}; must not wait. */
  default void rewrite(Exchange exchange) {}

  /** Before the service is called; may wait. What it returns ends the request. */
  default Optional<Response> access(Exchange exchange) {
    return Optional.empty();
  }

  /** When status and headers of the response are known; must not wait. */
  default void headerFilter(Exchange exchange) {}

  /**
   * For each chunk of the body, an empty one for the end; must not wait.
   *
   * @param last whether this is the end
   * @return what to send instead
   */
  default byte[] bodyFilter(Exchange exchange, byte[] chunk, boolean last) {
    return chunk;
  }

  /** When the response is sent. */
  default void log(Exchange exchange) {}

  /** Once, when the exchange is over, whatever happened. */
  default void release(Exchange exchange) {}
}
