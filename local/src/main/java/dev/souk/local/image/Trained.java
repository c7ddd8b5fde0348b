package dev.souk.local.image;

import dev.souk.local.StackConfig;
import dev.souk.local.service.ServiceEnvironment;
import dev.souk.local.service.ShopService;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/**
 * A server that has an image.
 *
 * @param name the image's
 * @param environment the server's settings
 * @param calls what it is asked
 */
record Trained(String name, Map<String, String> environment, Opener calls) {
  private static final String SANDBOX = "payment-sandbox";

  static Trained named(String name, StackConfig config, ServiceEnvironment environment) {
    if (name.equals(SANDBOX)) {
      int port = config.ports().sandbox();
      return new Trained(name, environment.ofSandbox(), () -> new SandboxCalls(port));
    }
    ShopService service =
        Arrays.stream(ShopService.values())
            .filter(known -> known.serviceName().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no service " + name));
    int port = config.ports().grpc(service);
    return new Trained(name, environment.of(service), () -> new EveryMethod(port, service));
  }

  /** Opens the connection over which it is asked. */
  @FunctionalInterface
  interface Opener {
    TrainingCalls open() throws IOException;
  }
}
