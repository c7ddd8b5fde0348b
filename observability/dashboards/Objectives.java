import java.util.List;
import java.util.Map;

/** Are the objectives kept? As rules/slo.yml computes it. */
final class Objectives {
  private Objectives() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "souk-slo",
        "Souk: service level objectives",
        "Of the calls of each method and route 99.9 % do not fail at checkout, 99.95 % while browsing, and 99 % are in time. Burn rate 1 uses up a month's budget in a month.",
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
                Panel.of("In time, of the last 6 hours", "percentunit", "Of the calls that succeed, at the method that does worst: checkout within 1 s, browse within 0.3 s. The objective is 99 %.",
                    "{{slo}}", "1 - max by (slo) (slo:souk_calls_late:ratio_rate6h)"),
                Panel.of("Burn rate of latency", "short", "Of the last 6 hours and the last 30 minutes, worst method. Both above 6: LatencyBudgetBurns opens a ticket.",
                    "{{slo}} 6 h", "max by (slo) (slo:souk_calls_late:ratio_rate6h) / on (slo) slo:latency_budget:ratio",
                    "{{slo}} 30 min", "max by (slo) (slo:souk_calls_late:ratio_rate30m) / on (slo) slo:latency_budget:ratio")
                    .thresholds(1, 6),
                Panel.of("Late calls by method", "percentunit", "Of the last 30 minutes.",
                    "{{method}}", "slo:souk_calls_late:ratio_rate30m")
                    .thresholds(0.01, 0.06)),
            Dashboard.Row.of(
                "Alerts",
                Panel.of("Alerts", "short", "Alerts that fire now.",
                    "{{alertname}}", "sum by (alertname) (ALERTS{alertstate=\"firing\"}) or vector(0)")
                    .thresholds(1, 1))),
        "");
  }
}
