package dev.souk.local;

import dev.souk.kit.tracing.TracingConfig;
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
            .withEnvironment(environment(config, keys))
            .withAddress("redis:" + standard.redis(), local(moved.redis()));
    for (ShopService service : ShopService.values()) {
      String name = service.serviceName() + ":";
      options =
          options
              .withAddress(name + standard.grpc(service), local(moved.grpc(service)))
              .withAddress(name + standard.http(service), local(moved.http(service)));
    }
    return EmbeddedKong.start(traced(options, config.tracing()));
  }

  private static Map<String, String> environment(StackConfig config, ShopKeys keys)
      throws IOException {
    return Map.of(
        "SOUK_CSRF_SECRET",
        Files.readString(keys.csrfSecret()),
        "SOUK_REDIS_PASSWORD",
        "",
        "KONG_TRACING_INSTRUMENTATIONS",
        config.tracing().endpoint().isPresent() ? "request" : "off",
        "KONG_TRACING_SAMPLING_RATE",
        Double.toString(config.tracing().ratio()));
  }

  private static GatewayOptions traced(GatewayOptions options, TracingConfig tracing) {
    return tracing
        .endpoint()
        .map(collector -> options.withAddress("otel-collector:4318", collector.getAuthority()))
        .orElse(options);
  }

  private static String local(int port) {
    return "127.0.0.1:" + port;
  }
}
