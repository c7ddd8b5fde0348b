package dev.souk.order.store;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.sql.Sql;
import dev.souk.order.domain.RequestKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Writes idempotency keys, within a transaction. */
final class KeyTable {
  private KeyTable() {}

  /** Keeps the key's answer; false, and nothing is kept, when it has one. */
  static boolean insert(
      Sql sql,
      RequestKey key,
      Optional<String> orderId,
      Optional<ApiException> refusal,
      Instant time)
      throws SQLException {
    return sql.update(
            """
            insert into idempotency_key (caller, rpc, key, request_hash, order_id, refusal, create_time)
            values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
            """,
            key.caller(),
            key.rpc(),
            key.key(),
            key.requestHash(),
            orderId,
            refusal.map(RefusalBytes::write),
            time)
        == 1;
  }

  /**
   * Keeps what a request made of an order; false, and nothing is kept, when the key has an answer.
   */
  static boolean insert(Sql sql, RequestKey key, String orderId, String subjectId, Instant time)
      throws SQLException {
    return sql.update(
            """
            insert into idempotency_key (caller, rpc, key, request_hash, order_id, subject_id, create_time)
            values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
            """,
            key.caller(),
            key.rpc(),
            key.key(),
            key.requestHash(),
            orderId,
            subjectId,
            time)
        == 1;
  }

  static void forget(Sql sql, String orderId) throws SQLException {
    sql.update("delete from idempotency_key where order_id = ?", orderId);
  }
}
