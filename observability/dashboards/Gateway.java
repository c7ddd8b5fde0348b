import java.util.List;
import java.util.Map;

/** What goes through the gateway, and what it refuses itself. */
final class Gateway {
  private Gateway() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "souk-gateway",
        "Souk: gateway",
        "HTTP requests by route and by code, as Kong counts them.",
        Map.of("route", "label_values(kong_http_requests_total, route)"),
        List.of(
            Dashboard.Row.of(
                "Traffic",
                Panel.of("Requests by route", "reqps", "A route is a group of paths in kong.yml.",
                    "{{route}}", "sum by (route) (rate(kong_http_requests_total{route=~\"$route\"}[$__rate_interval]))"),
                Panel.of("Requests by code", "reqps", "HTTP status of the answers.",
                    "{{code}}", "sum by (code) (rate(kong_http_requests_total{route=~\"$route\"}[$__rate_interval]))"),
                Panel.of("Latency by route, p95", "ms", "From the request's arrival to its answer.",
                    "{{route}}", "histogram_quantile(0.95, sum by (le, route) (rate(kong_request_latency_ms_bucket{route=~\"$route\"}[$__rate_interval])))")
                    .thresholds(300, 1000)),
            Dashboard.Row.of(
                "Refusals",
                Panel.of("Answered by the gateway itself", "reqps", "Requests that reached no service: unknown paths, missing tokens, limits.",
                    "{{code}}", "sum by (code) (rate(kong_http_requests_total{source=\"kong\", route=~\"$route\"}[$__rate_interval]))"),
                Panel.of("4xx by route", "reqps", "A rise on one route alone is a client that changed, or an attack.",
                    "{{route}} {{code}}", "sum by (route, code) (rate(kong_http_requests_total{code=~\"4..\", route=~\"$route\"}[$__rate_interval]))"),
                Panel.of("5xx by service", "reqps", "Which service the gateway waited for in vain (runbook GatewayFails).",
                    "{{service}}", "sum by (service) (rate(kong_http_requests_total{code=~\"5..\", route=~\"$route\"}[$__rate_interval])) or sum by (service) (kong_http_requests_total{route=~\"$route\"}) * 0")
                    .thresholds(0.1, 1))),
        "{service=\"gateway\", level=~\"WARN|ERROR\"}");
  }
}
