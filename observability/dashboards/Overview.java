import static java.util.Map.of;

import java.util.List;

/** The first page to look at: is the shop well, and if not, where? */
final class Overview {
  private Overview() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "souk-overview",
        "Souk: overview",
        "Requests, errors and latencies of the gateway and of each service; what the shop sells; what is stuck.",
        of("service", "label_values(souk_rpc_seconds_count, service)"),
        List.of(
            Dashboard.Row.of(
                "Buyers",
                Panel.of("Requests at the gateway", "reqps",
                    "Every HTTP request, by the class of its answer.",
                    "{{class}}", "sum by (class) (label_replace(rate(kong_http_requests_total[$__rate_interval]), \"class\", \"${1}xx\", \"code\", \"(.).*\"))"),
                Panel.of("Failed requests", "percentunit",
                    "Answers of 5xx among all. Above 1 % for 5 minutes GatewayFails pages.",
                    "5xx", "(sum(rate(kong_http_requests_total{code=~\"5..\"}[$__rate_interval])) or vector(0)) / sum(rate(kong_http_requests_total[$__rate_interval]))")
                    .thresholds(0.001, 0.01),
                Panel.of("Latency at the gateway", "ms",
                    "From the request's arrival to its answer, as clients see it.",
                    "p50", "histogram_quantile(0.5, sum by (le) (rate(kong_request_latency_ms_bucket[$__rate_interval])))",
                    "p95", "histogram_quantile(0.95, sum by (le) (rate(kong_request_latency_ms_bucket[$__rate_interval])))",
                    "p99", "histogram_quantile(0.99, sum by (le) (rate(kong_request_latency_ms_bucket[$__rate_interval])))")
                    .thresholds(300, 1000)),
            Dashboard.Row.of(
                "Business",
                Panel.of("Orders", "short",
                    "Orders that came to each state, a minute.",
                    "{{state}}", "sum by (state) (rate(souk_orders_total{state=~\"pending|paid|failed|cancelled|refunded\"}[$__rate_interval])) * 60"),
                Panel.of("Revenue", "short",
                    "Totals of paid orders a minute, in minor units of each currency.",
                    "{{currency}}", "sum by (currency) (rate(souk_revenue_minor_units_total[$__rate_interval])) * 60"),
                Panel.of("Sign-ins and registrations", "short",
                    "Attempts a minute, by outcome.",
                    "sign-in {{outcome}}", "sum by (outcome) (rate(souk_signins_total[$__rate_interval])) * 60",
                    "registration {{outcome}}", "sum by (outcome) (rate(souk_registrations_total[$__rate_interval])) * 60")),
            Dashboard.Row.of(
                "Services",
                Panel.of("Calls", "reqps",
                    "gRPC calls that each service answered.",
                    "{{service}}", "sum by (service) (rate(souk_rpc_seconds_count{service=~\"$service\"}[$__rate_interval]))"),
                Panel.of("Failed calls", "reqps",
                    "Calls that failed by the service's own fault; a refusal that tells the caller what is wrong is none.",
                    "{{service}}", "sum by (service) (rate(souk_rpc_seconds_count{service=~\"$service\", code=~\"UNKNOWN|DEADLINE_EXCEEDED|INTERNAL|UNAVAILABLE|DATA_LOSS\"}[$__rate_interval])) or sum by (service) (souk_rpc_seconds_count{service=~\"$service\"}) * 0")
                    .thresholds(0.1, 1),
                Panel.of("Latency, p95", "s",
                    "One call in twenty takes longer.",
                    "{{service}}", "histogram_quantile(0.95, sum by (le, service) (rate(souk_rpc_seconds_bucket{service=~\"$service\"}[$__rate_interval])))")
                    .thresholds(0.3, 1),
                Panel.of("Refusals", "reqps",
                    "Calls that were answered with an error of the catalogue (docs/errors.md).",
                    "{{reason}}", "topk(10, sum by (reason) (rate(souk_refusals_total{service=~\"$service\"}[$__rate_interval])))"),
                Panel.of("Up", "short",
                    "1 while Prometheus gets an answer, 0 while it does not (ServiceDown).",
                    "{{service}}", "min by (service) (up)"),
                Panel.of("Left undone", "s",
                    "Age of the oldest event that waits for Kafka, and of the oldest checkout and task of an order that nobody drives.",
                    "events of {{service}}", "max by (service) (souk_outbox_lag_seconds)",
                    "checkouts", "max(souk_sagas_lag_seconds)",
                    "tasks", "max(souk_tasks_lag_seconds)")
                    .thresholds(30, 60),
                Panel.of("Faults set on purpose", "short",
                    "Fault flags in force, and what they did to calls a second. Nothing where faults are not enabled (SOUK_FAULTS).",
                    "in force in {{service}}", "max by (service) (souk_faults_active)",
                    "{{kind}} in {{service}}", "sum by (service, kind) (rate(souk_faults_injected_total[$__rate_interval]))"))),
        "{service=~\"$service\", level=~\"WARN|ERROR\"}");
  }
}
