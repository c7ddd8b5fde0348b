package dev.souk.payment;

import dev.souk.sandbox.SandboxServer;
import java.util.HashMap;
import java.util.Map;

/** Starts the sandbox on a free port, with its books beside the payments. */
final class Sandboxes {
  private Sandboxes() {}

  static SandboxServer start(Map<String, String> postgres) {
    Map<String, String> env = new HashMap<>(postgres);
    env.put("SOUK_BIND_ADDRESS", "127.0.0.1");
    env.put("SOUK_HTTP_PORT", "0");
    env.put("SOUK_SANDBOX_LATE", "PT2S");
    return SandboxServer.start(env);
  }
}
