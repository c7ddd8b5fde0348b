import java.util.List;
import java.util.Map;

/** Are the objectives kept? As rules/slo.yml computes it. */
final class Objectives {
  private Objectives() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "souk-slo",
        "Souk: service level objectives",
        "Of the calls of each method and route 99.9 % do not fail at checkout, 99.95 % while browsing. Burn rate 1 uses up a month's budget in a month.",
        Map.of(),
        List.of(
            Dashboard.Row.of(
                "Budget",
                Panel.of("Availability of the last 6 hours", "percentunit", "Calls that did not fail by the shop's fault, at the method or route that does worst.",
                    "{{slo}}", "1 - max by (slo) (slo:souk_calls_failed:ratio_rate6h)"),
                Panel.of("Burn rate, fast", "short", "Of the last hour and the last 5 minutes, worst method or route. Both above 14.4: ErrorBudgetBurnsFast pages.",
                    "{{slo}} 1 h", "max by (slo) (slo:souk_calls_failed:ratio_rate1h) / on (slo) slo:error_budget:ratio",
                    "{{slo}} 5 min", "max by (slo) (slo:souk_calls_failed:ratio_rate5m) / on (slo) slo:error_budget:ratio")
                    .thresholds(1, 14.4),
                Panel.of("Burn rate, slow", "short", "Of the last 6 hours and the last 30 minutes, worst method or route. Both above 6: ErrorBudgetBurnsSlowly opens a ticket.",
                    "{{slo}} 6 h", "max by (slo) (slo:souk_calls_failed:ratio_rate6h) / on (slo) slo:error_budget:ratio",
                    "{{slo}} 30 min", "max by (slo) (slo:souk_calls_failed:ratio_rate30m) / on (slo) slo:error_budget:ratio")
                    .thresholds(1, 6)),
            Dashboard.Row.of(
                "Where it fails",
                Panel.of("Failed calls by method", "percentunit", "Of the last 5 minutes, as services answered.",
                    "{{method}}", "slo:souk_calls_failed:ratio_rate5m{method!=\"\"}")
                    .thresholds(0.001, 0.0144),
                Panel.of("Not answered by any service", "percentunit", "Requests of the last 5 minutes that the gateway answered with 5xx itself, by route.",
                    "{{route}}", "slo:souk_calls_failed:ratio_rate5m{route!=\"\"}")
                    .thresholds(0.001, 0.0144),
                Panel.of("Failed calls", "short", "How many in the last hour. Alerts wait for five.",
                    "{{slo}}", "sum by (slo) (slo:souk_calls_failed:rate1h) * 3600")),
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
