package dev.souk.kong.lua;

import dev.souk.kong.http.Exchange;
import dev.souk.kong.http.Response;
import dev.souk.kong.plugin.Plugin;
import java.util.Optional;
import java.util.Set;

/**
 * A plugin written in Lua.
 *
 * @param instance its number in every worker
 * @param phases the phases that its handler has
 */
record LuaPlugin(String name, int priority, int instance, Set<String> phases, LuaPool pool)
    implements Plugin {

  @Override
  public Optional<Response> access(Exchange exchange) {
    return phases.contains("access") ? pool.requestOf(exchange).access(instance) : Optional.empty();
  }

  @Override
  public void headerFilter(Exchange exchange) {
    if (phases.contains("header_filter")) {
      pool.requestOf(exchange).headerFilter(instance);
    }
  }

  @Override
  public byte[] bodyFilter(Exchange exchange, byte[] chunk, boolean last) {
    return phases.contains("body_filter")
        ? pool.requestOf(exchange).bodyFilter(instance, chunk, last)
        : chunk;
  }

  @Override
  public void log(Exchange exchange) {
    if (phases.contains("log")) {
      pool.requestOf(exchange).log(instance);
    }
  }

  @Override
  public void release(Exchange exchange) {
    pool.release(exchange);
  }
}
