import java.util.List;
import java.util.Map;

/** Do orders get paid, and if not, at which step and why? */
final class Checkout {
  private Checkout() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "souk-checkout",
        "Souk: checkout and payments",
        "From the cart to the paid order, and back: cancellations, refunds, returns.",
        Map.of(),
        List.of(
            Dashboard.Row.of(
                "Orders",
                Panel.of("Orders by state", "short", "Orders that came to the state, a minute.",
                    "{{state}}", "sum by (state) (rate(souk_orders_total[$__rate_interval])) * 60"),
                Panel.of("Refused orders", "short", "A minute, by the reason in the catalogue of errors.",
                    "{{reason}}", "sum by (reason) (rate(souk_orders_failed_total[$__rate_interval])) * 60"),
                Panel.of("Placing an order", "s", "PlaceOrder as order-service answers it. Above 1 s for 10 minutes PlaceOrderSlow pages.",
                    "p50", "histogram_quantile(0.5, sum by (le) (rate(souk_rpc_seconds_bucket{method=\"souk.order.v1.OrderService/PlaceOrder\"}[$__rate_interval])))",
                    "p95", "histogram_quantile(0.95, sum by (le) (rate(souk_rpc_seconds_bucket{method=\"souk.order.v1.OrderService/PlaceOrder\"}[$__rate_interval])))")
                    .thresholds(0.5, 1),
                Panel.of("Carts", "short", "Carts that began, guests' that were taken into users', and those left alone, a minute.",
                    "{{event}}", "sum by (event) (rate(souk_carts_total[$__rate_interval])) * 60"),
                Panel.of("Revenue", "short", "Totals of paid orders a minute, in minor units.",
                    "{{currency}}", "sum by (currency) (rate(souk_revenue_minor_units_total[$__rate_interval])) * 60"),
                Panel.of("Paid back", "short", "Refunds and cancelled orders a minute, in minor units.",
                    "{{currency}}", "sum by (currency) (rate(souk_refunded_minor_units_total[$__rate_interval])) * 60")),
            Dashboard.Row.of(
                "Saga",
                Panel.of("Steps", "ops", "Steps that ended, by outcome. Many `failed` are repetitions of a step whose outcome is unknown.",
                    "{{step}} {{outcome}}", "sum by (step, outcome) (rate(souk_saga_step_seconds_count[$__rate_interval]))"),
                Panel.of("Time of a step, p95", "s", "The step that makes the order slow. A minute or more of `failed` has runbook OrdersStuck.",
                    "{{step}}", "histogram_quantile(0.95, sum by (le, step) (rate(souk_saga_step_seconds_bucket[$__rate_interval]) > 0))")
                    .thresholds(0.5, 2),
                Panel.of("Stuck", "short", "Checkouts and tasks that failed again and again (OrdersStuck, OrderTasksStuck).",
                    "checkouts", "max(souk_sagas_stuck)", "tasks", "max(souk_tasks_stuck)")
                    .thresholds(1, 5)),
            Dashboard.Row.of(
                "Payment provider",
                Panel.of("Requests", "ops", "By operation and outcome; what is asked again counts again.",
                    "{{operation}} {{outcome}}", "sum by (operation, outcome) (rate(souk_payment_provider_seconds_count[$__rate_interval])) > 0"),
                Panel.of("Not approved", "percentunit", "Refused, timed out or unavailable, among all requests of the operation.",
                    "{{operation}}", "sum by (operation) (rate(souk_payment_provider_seconds_count{outcome!~\"approved|action_required|not_found\"}[$__rate_interval])) / (sum by (operation) (rate(souk_payment_provider_seconds_count[$__rate_interval])) > 0)")
                    .thresholds(0.1, 0.3),
                Panel.of("Latency, p95", "s", "How long the provider takes to answer.",
                    "{{operation}}", "histogram_quantile(0.95, sum by (le, operation) (rate(souk_payment_provider_seconds_bucket[$__rate_interval]) > 0))")
                    .thresholds(1, 5)),
            Dashboard.Row.of(
                "Afterwards",
                Panel.of("Refunds", "short", "Refunds that ended, a minute.",
                    "{{outcome}}", "sum by (outcome) (rate(souk_refunds_total[$__rate_interval])) * 60"),
                Panel.of("Returns", "short", "Returns that came to the state, a minute.",
                    "{{state}}", "sum by (state) (rate(souk_returns_total[$__rate_interval])) * 60"),
                Panel.of("Overdue work", "s", "How long checkouts and tasks have been due that nobody drives (OrdersUnattended, OrderTasksUnattended).",
                    "checkouts", "max(souk_sagas_lag_seconds)", "tasks", "max(souk_tasks_lag_seconds)")
                    .thresholds(30, 60))),
        "{service=~\"order-service|payment-service|cart-service\", level=~\"WARN|ERROR\"}");
  }
}
