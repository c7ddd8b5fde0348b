package dev.souk.bench;

import java.util.List;

/** Runs the benchmarks that are named, all of them as a rule, against a running local stack. */
public final class Bench {
  private Bench() {}

  /**
   * Takes names of benchmarks: {@code gateway identity identity-timing product catalog search
   * freshness import cart cart-size order order-lists inventory}.
   */
  public static void main(String[] args) throws Exception {
    List<String> wanted =
        args.length == 0
            ? List.of(
                "gateway",
                "identity",
                "identity-timing",
                "product",
                "catalog",
                "search",
                "freshness",
                "import",
                "cart",
                "cart-size",
                "order",
                "order-lists",
                "inventory")
            : List.of(args);
    for (String name : wanted) {
      switch (name) {
        case "gateway" -> GatewayBench.run();
        case "identity" -> IdentityBench.run();
        case "identity-timing" -> IdentityTimingBench.run();
        case "catalog" -> CatalogBench.run();
        case "product" -> ProductBench.run();
        case "search" -> SearchBench.run();
        case "freshness" -> FreshnessBench.run();
        case "import" -> ImportBench.run();
        case "cart" -> CartBench.run();
        case "cart-size" -> CartSizeBench.run();
        case "order" -> OrderBench.run();
        case "order-lists" -> OrderListBench.run();
        case "inventory" -> InventoryBench.run();
        default -> throw new IllegalArgumentException("there is no benchmark " + name);
      }
    }
  }
}
