package dev.souk.payment;

import dev.souk.kit.sql.Database;
import java.util.List;

/** Compares payments with the provider's own books, as an operator would. */
final class Books {
  /** One row for each payment and hold that tell different stories. */
  static final String DISAGREEMENTS =
      """
      select coalesce(p.order_id, h.authorization_id) as subject
      from (select p.*, o.provider_reference, o.status as authorize_status
            from public.payment p
            join public.payment_operation o on o.payment_id = p.payment_id and o.kind = 'AUTHORIZE') p
      full join sandbox.authorization_hold h on h.authorization_id = p.provider_reference
      where not exists (select 1 from public.payment_operation open
                        where open.payment_id = p.payment_id and open.status in ('PENDING', 'UNKNOWN'))
        and ((p.provider_reference is null) <> (h.authorization_id is null)
             or p.amount <> h.amount or p.currency <> h.currency
             or p.captured <> h.captured or p.refunded <> h.refunded
             or (p.state = 'VOIDED') <> (h.state = 'VOIDED'))
      """;

  private final Database database;

  Books(Database database) {
    this.database = database;
  }

  List<String> disagreements() {
    return column(DISAGREEMENTS);
  }

  /** How much the provider holds or took for the order, by its books. */
  long held(String orderId) {
    return number(
        """
        select coalesce(sum(amount), 0) from sandbox.authorization_hold where authorization_id in
          (select 'sandbox_' || payment_id || '_authorize' from public.payment where order_id = '%s')
        """
            .formatted(orderId));
  }

  /** How much the provider paid back in all. */
  long refunded(String orderId) {
    return number(
        """
        select coalesce(sum(refunded), 0) from sandbox.authorization_hold where authorization_id in
          (select 'sandbox_' || payment_id || '_authorize' from public.payment where order_id = '%s')
        """
            .formatted(orderId));
  }

  long number(String sql) {
    return Long.parseLong(column(sql).getFirst());
  }

  void execute(String statement) {
    database.transaction(sql -> sql.update(statement));
  }

  private List<String> column(String query) {
    return database.transaction(sql -> sql.list(query, row -> row.getString(1)));
  }
}
