import java.util.List;
import java.util.Map;

/** Are the objectives kept? As rules/slo.yml computes it. */
final class Objectives {
  private Objectives() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "souk-slo",
        "Souk: service level objectives",
        "Checkout: 99.9 % of the calls answered. Browse: 99.95 %. Burn rate 1 uses up a month's budget in a month.",
        Map.of(),
        List.of(
            Dashboard.Row.of(
                "Budget",
                Panel.of("Availability of the last 6 hours", "percentunit", "Calls that did not fail by a service's fault.",
                    "{{slo}}", "1 - slo:souk_rpc_errors:ratio_rate6h"),
                Panel.of("Burn rate, fast", "short", "Of the last hour and the last 5 minutes. Both above 14.4: ErrorBudgetBurnsFast pages.",
                    "{{slo}} 1 h", "slo:souk_rpc_errors:ratio_rate1h / on (slo) slo:error_budget:ratio",
                    "{{slo}} 5 min", "slo:souk_rpc_errors:ratio_rate5m / on (slo) slo:error_budget:ratio")
                    .thresholds(1, 14.4),
                Panel.of("Burn rate, slow", "short", "Of the last 6 hours and the last 30 minutes. Both above 6: ErrorBudgetBurnsSlowly opens a ticket.",
                    "{{slo}} 6 h", "slo:souk_rpc_errors:ratio_rate6h / on (slo) slo:error_budget:ratio",
                    "{{slo}} 30 min", "slo:souk_rpc_errors:ratio_rate30m / on (slo) slo:error_budget:ratio")
                    .thresholds(1, 6)),
            Dashboard.Row.of(
                "Latency",
                Panel.of("Orders faster than 1 s", "percentunit", "The objective is 95 %: PlaceOrderSlow.",
                    "orders", "sum(rate(souk_rpc_seconds_bucket{method=\"souk.order.v1.OrderService/PlaceOrder\", le=\"1.0\"}[$__rate_interval])) / sum(rate(souk_rpc_seconds_count{method=\"souk.order.v1.OrderService/PlaceOrder\"}[$__rate_interval]))"),
                Panel.of("Products shown within 0.3 s, p95", "s", "BrowseSlow opens a ticket above 0.3 s.",
                    "p95", "histogram_quantile(0.95, sum by (le) (rate(souk_rpc_seconds_bucket{method=~\"souk\\\\.product\\\\.v1\\\\.(ProductService/(GetProduct|ListProducts)|SearchService/SearchProducts)\"}[$__rate_interval])))")
                    .thresholds(0.1, 0.3),
                Panel.of("Alerts", "short", "Alerts that fire now.",
                    "{{alertname}}", "sum by (alertname) (ALERTS{alertstate=\"firing\"}) or vector(0)")
                    .thresholds(1, 1))),
        "");
  }
}
