import java.util.List;
import java.util.Map;

/** Is the shop window fast and true: products, search, stock? */
final class Catalog {
  private static final String BROWSE =
      "souk\\\\.product\\\\.v1\\\\.(ProductService/(GetProduct|GetProductBySku|GetProductBySlug|ListProducts)|SearchService/.+)";

  private Catalog() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "souk-catalog",
        "Souk: catalog and search",
        "Products, search, stock and reservations.",
        Map.of(),
        List.of(
            Dashboard.Row.of(
                "Browsing",
                Panel.of("Calls", "reqps", "Calls that show products.",
                    "{{method}}", "sum by (method) (rate(souk_rpc_seconds_count{method=~\"" + BROWSE + "\"}[$__rate_interval]))"),
                Panel.of("Latency, p95", "s", "Above 0.3 s for 10 minutes BrowseSlow opens a ticket.",
                    "{{method}}", "histogram_quantile(0.95, sum by (le, method) (rate(souk_rpc_seconds_bucket{method=~\"" + BROWSE + "\"}[$__rate_interval])))")
                    .thresholds(0.1, 0.3),
                Panel.of("Products found in memory", "percentunit", "Reads of a product that did not ask DynamoDB.",
                    "hits", "sum(rate(cache_gets_total{cache=\"product-views\", result=\"hit\"}[$__rate_interval])) / sum(rate(cache_gets_total{cache=\"product-views\"}[$__rate_interval]))")),
            Dashboard.Row.of(
                "Search index",
                Panel.of("Events not indexed yet", "short", "Records that the index has not read (ConsumerBehind).",
                    "{{consumer}}", "max by (consumer) (souk_consumer_lag_records{service=\"product-service\"})")
                    .thresholds(100, 1000),
                Panel.of("Products not indexed", "short", "A defect, or a corrupt item: SearchMissesProducts.",
                    "products", "sum(increase(souk_search_unindexed_total[15m]))")
                    .thresholds(1, 10),
                Panel.of("Rebuilds", "short", "Complete rebuilds of the index that ended; they make searching slow.",
                    "rebuilds", "sum(increase(souk_search_rebuild_seconds_count[1h]))")),
            Dashboard.Row.of(
                "Stock",
                Panel.of("Reservations", "short", "Reservations that came to the state, a minute. Many `expired` are checkouts that were left.",
                    "{{state}}", "sum by (state) (rate(souk_reservations_total[$__rate_interval])) * 60"),
                Panel.of("Out of stock", "short", "Reservations a minute that were refused because something was lacking.",
                    "refused", "sum(rate(souk_stock_outs_total[$__rate_interval])) * 60"),
                Panel.of("Swept", "short", "Reservations that nobody ended in time, and pictures that no product names, an hour.",
                    "reservations", "sum(increase(souk_reservations_swept_total[1h]))",
                    "pictures", "sum(increase(souk_images_swept_total[1h]))"))),
        "{service=\"product-service\", level=~\"WARN|ERROR\"}");
  }
}
