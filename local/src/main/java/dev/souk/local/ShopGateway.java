package dev.souk.local;

import dev.souk.kong.EmbeddedKong;
import dev.souk.kong.GatewayOptions;
import dev.souk.local.keys.ShopKeys;
import dev.souk.local.service.ShopService;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

/** The gateway in front of a local shop: the names of {@code kong.yml} lead to its ports. */
final class ShopGateway {
  private ShopGateway() {}

  static EmbeddedKong start(StackConfig config, ShopKeys keys) throws IOException {
    StackPorts moved = config.ports();
    StackPorts standard = new StackPorts(0);
    GatewayOptions options =
        GatewayOptions.defaults()
            .withPorts(moved.gateway(), moved.gatewayStatus())
            .withEnvironment(
                Map.of(
                    "SOUK_CSRF_SECRET",
                    Files.readString(keys.csrfSecret()),
                    "SOUK_REDIS_PASSWORD",
                    ""))
            .withAddress("redis:" + standard.redis(), local(moved.redis()));
    for (ShopService service : ShopService.values()) {
      String name = service.serviceName() + ":";
      options =
          options
              .withAddress(name + standard.grpc(service), local(moved.grpc(service)))
              .withAddress(name + standard.http(service), local(moved.http(service)));
    }
    return EmbeddedKong.start(options);
  }

  private static String local(int port) {
    return "127.0.0.1:" + port;
  }
}
