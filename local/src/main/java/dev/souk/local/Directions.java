package dev.souk.local;

import dev.souk.local.service.ShopService;

/** What listens where, and what to try first. */
final class Directions {
  private Directions() {}

  static void print(StackPorts ports, Progress progress) {
    String gateway = "http://localhost:" + ports.gateway();
    progress.listens("gateway", gateway);
    progress.listens("payment-sandbox", "http://localhost:" + ports.sandbox());
    progress.listens("inbox", "http://localhost:" + ports.inbox());
    for (ShopService service : ShopService.values()) {
      progress.listens(
          service.serviceName(),
          "localhost:%d (gRPC), http://localhost:%d/metrics"
              .formatted(ports.grpc(service), ports.http(service)));
    }
    ports.ofStores().forEach((store, port) -> progress.listens(store, "localhost:" + port));
    progress.say("");
    progress.say("  try: curl -s '" + gateway + "/v1/products?pageSize=2'");
    progress.say("");
  }
}
