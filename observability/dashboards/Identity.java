import java.util.List;
import java.util.Map;

/** Who signs in, who is refused, and does somebody try passwords? */
final class Identity {
  private Identity() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "souk-identity",
        "Souk: identity and security",
        "Sign-ins, registrations, refusals and the audit trail.",
        Map.of(),
        List.of(
            Dashboard.Row.of(
                "Signing in",
                Panel.of("Sign-ins", "short", "Attempts a minute. Passwords are guessed where `refused` and `locked_out` rise and `succeeded` does not.",
                    "{{method}} {{outcome}}", "sum by (method, outcome) (rate(souk_signins_total[$__rate_interval])) * 60"),
                Panel.of("Refused passwords", "percentunit", "Among all that were decided. Above half for 10 minutes SignInsFail opens a ticket.",
                    "refused", "sum(rate(souk_signins_total{method=\"password\", outcome=~\"refused|locked_out\"}[$__rate_interval])) / sum(rate(souk_signins_total{method=\"password\"}[$__rate_interval]))")
                    .thresholds(0.3, 0.5),
                Panel.of("Registrations", "short", "Attempts a minute.",
                    "{{outcome}}", "sum by (outcome) (rate(souk_registrations_total[$__rate_interval])) * 60")),
            Dashboard.Row.of(
                "Refusals",
                Panel.of("Not signed in, not allowed, too often", "reqps", "What the gateway refused or passed on: 401, 403, 429.",
                    "{{code}}", "sum by (code) (rate(kong_http_requests_total{code=~\"401|403|429\"}[$__rate_interval]))"),
                Panel.of("Refusals of tokens and rights", "reqps", "By services, which trust no gateway. They are rare where the gateway works: look who calls.",
                    "{{service}} {{reason}}", "sum by (service, reason) (rate(souk_refusals_total{reason=~\"TOKEN_.*|ROLE_REQUIRED|SCOPE_REQUIRED|IDENTITY_.*|REFRESH_REUSED\"}[$__rate_interval]))"),
                Panel.of("Locked out", "short", "Sign-ins a minute that were not looked at, since too many failed.",
                    "{{method}}", "sum by (method) (rate(souk_signins_total{outcome=\"locked_out\"}[$__rate_interval])) * 60")
                    .thresholds(5, 30)),
            Dashboard.Row.of(
                "Audit trail",
                Panel.of("Noticed", "short", "What looked suspicious, in 15 minutes (SuspiciousSignIns).",
                    "{{action}}", "sum by (action) (increase(souk_audit_detected_total[15m]))"),
                Panel.of("Lost entries", "short", "Entries in 15 minutes that are missing in the trail (AuditLost).",
                    "{{service}}", "sum by (service) (increase(souk_audit_lost_total[15m]))")
                    .thresholds(1, 100),
                Panel.of("Known tokens", "percentunit", "Tokens whose signature was verified before: a fall costs CPU.",
                    "{{service}}", "sum by (service) (rate(cache_gets_total{cache=\"user-tokens\", result=\"hit\"}[$__rate_interval])) / (sum by (service) (rate(cache_gets_total{cache=\"user-tokens\"}[$__rate_interval])) > 0)"))),
        "{service=~\"auth-service|user-service\", level=~\"WARN|ERROR\"}");
  }
}
