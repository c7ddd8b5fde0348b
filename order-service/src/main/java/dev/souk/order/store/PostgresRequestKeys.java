package dev.souk.order.store;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.sql.Database;
import dev.souk.order.domain.Answered;
import dev.souk.order.domain.RequestKey;
import dev.souk.order.domain.RequestKeys;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Idempotency keys in PostgreSQL. */
public final class PostgresRequestKeys implements RequestKeys {
  private final Database database;
  private final Clock clock;

  /** Keys in the database. */
  public PostgresRequestKeys(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Optional<Answered> find(RequestKey key) {
    return database.run(sql ->
        sql.first(
            """
            select request_hash, order_id, subject_id, refusal from idempotency_key
            where caller = ? and rpc = ? and key = ?
            """,
            row ->
                new Answered(
                    row.getString("request_hash"),
                    Optional.ofNullable(row.getString("order_id")),
                    Optional.ofNullable(row.getString("subject_id")),
                    RefusalBytes.read(row.getBytes("refusal"))),
            key.caller(),
            key.rpc(),
            key.key()));
  }

  @Override
  public void remember(RequestKey key, ApiException refusal) {
    insert(key, Optional.empty(), Optional.of(refusal));
  }

  @Override
  public void remember(RequestKey key, String orderId) {
    insert(key, Optional.of(orderId), Optional.empty());
  }

  private void insert(RequestKey key, Optional<String> orderId, Optional<ApiException> refusal) {
    database.run(sql -> KeyTable.insert(sql, key, orderId, refusal, clock.instant()));
  }

  @Override
  public void forgetBefore(Instant time) {
    database.run(sql -> sql.update("delete from idempotency_key where create_time < ?", time));
  }
}
