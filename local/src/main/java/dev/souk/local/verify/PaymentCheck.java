package dev.souk.local.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * Refunded <= captured <= authorized, for every payment, and equal to the provider's books. A
 * payment with an operation whose outcome is not known yet may differ from them until it is.
 */
record PaymentCheck(Connection payments) implements Check {
  private static final String AGAINST_ITSELF =
      """
      select payment_id, refunded, captured, authorized from payment
      where not (0 <= refunded and refunded <= captured and captured <= authorized)
      """;
  private static final String AGAINST_THE_PROVIDER =
      """
      select p.payment_id, p.captured, p.refunded, h.captured, h.refunded
      from payment p
      join payment_operation o on o.payment_id = p.payment_id and o.kind = 'AUTHORIZE' and o.status = 'DONE'
      left join sandbox.authorization_hold h on h.authorization_id = o.provider_reference
      where (h.authorization_id is null or h.captured <> p.captured or h.refunded <> p.refunded
             or (p.authorized > 0 and h.amount <> p.authorized))
        and not exists (select from payment_operation u
                        where u.payment_id = p.payment_id and u.status in ('PENDING', 'UNKNOWN'))
      """;
  private static final String OF_THE_PROVIDER_ALONE =
      """
      select h.authorization_id, h.captured from sandbox.authorization_hold h
      where h.captured > 0
        and not exists (select from payment_operation o where o.provider_reference = h.authorization_id)
      """;

  @Override
  public String name() {
    return "refunded <= captured <= authorized, as in the provider's books";
  }

  @Override
  public Set<String> violations() throws SQLException {
    Set<String> violations =
        new HashSet<>(
            Rows.of(
                payments,
                AGAINST_ITSELF,
                r ->
                    "payment %s: refunded %d, captured %d, authorized %d"
                        .formatted(r.getString(1), r.getLong(2), r.getLong(3), r.getLong(4))));
    violations.addAll(
        Rows.of(
            payments,
            AGAINST_THE_PROVIDER,
            r ->
                "payment %s: captured %d, refunded %d; the provider says captured %d, refunded %d"
                    .formatted(
                        r.getString(1), r.getLong(2), r.getLong(3), r.getLong(4), r.getLong(5))));
    violations.addAll(
        Rows.of(
            payments,
            OF_THE_PROVIDER_ALONE,
            r ->
                "the provider took %d for %s, which no payment knows"
                    .formatted(r.getLong(2), r.getString(1))));
    return violations;
  }
}
