package dev.souk.order.store;

import dev.souk.event.v1.EventEnvelope;
import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.audit.AuditEvents;
import dev.souk.kit.error.Errors;
import dev.souk.kit.outbox.OutboxEvent;
import dev.souk.kit.outbox.OutboxTable;
import dev.souk.kit.sql.Database;
import dev.souk.kit.sql.Sql;
import dev.souk.order.discount.CodeTerms;
import dev.souk.order.discount.CodeUse;
import dev.souk.order.discount.DiscountCode;
import dev.souk.order.discount.DiscountCodes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Discount codes in PostgreSQL. Each change is written with its entry for the audit trail. */
public final class PostgresDiscountCodes implements DiscountCodes {
  private final Database database;
  private final AuditEvents audit;
  private final Clock clock;

  /** Codes in the database. */
  public PostgresDiscountCodes(Database database, AuditEvents audit, Clock clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public Map<String, CodeUse> find(Collection<String> codes, String customer) {
    return codes.isEmpty() ? Map.of() : database.run(sql -> CodeTable.find(sql, codes, customer));
  }

  @Override
  public Optional<DiscountCode> find(String code) {
    return database.run(
        sql -> sql.first("select * from discount_code where code = ?", CodeTable::read, code));
  }

  @Override
  public List<DiscountCode> page(Optional<Place> after, int limit) {
    return database.run(sql ->
        after.isEmpty()
            ? sql.list(
                "select * from discount_code order by create_time desc, code desc limit ?",
                CodeTable::read,
                limit)
            : sql.list(
                """
                select * from discount_code where (create_time, code) < (?, ?)
                order by create_time desc, code desc limit ?
                """,
                CodeTable::read,
                after.get().createTime(),
                after.get().code(),
                limit));
  }

  @Override
  public boolean add(DiscountCode code) {
    return database.transaction(sql -> {
      boolean added = CodeTable.insert(sql, code);
      if (added) {
        note(sql, "discount_code.created", code.code());
      }
      return added;
    });
  }

  @Override
  public Optional<DiscountCode> change(String code, int version, CodeTerms terms, Instant now) {
    return database.transaction(sql -> {
      // The lock keeps the uses as they are until the new limit stands.
      Optional<Integer> uses =
          sql.first(
              "select uses from discount_code where code = ? and version = ? for update",
              row -> row.getInt(1),
              code,
              version);
      if (uses.isPresent() && terms.maxUses().filter(most -> uses.get() > most).isPresent()) {
        throw Errors.invalid(
            "discountCode.maxUses", "must be at least the uses so far, which are " + uses.get());
      }
      Optional<DiscountCode> changed = CodeTable.change(sql, code, version, terms, now);
      if (changed.isPresent()) {
        note(sql, terms.disabled() ? "discount_code.disabled" : "discount_code.changed", code);
      }
      return changed;
    });
  }

  @Override
  public boolean delete(String code, int version) {
    return database.transaction(sql -> {
      // Whoever redeems it has the lock until that is to be seen.
      sql.list(
          "select code from discount_code where code = ? for update",
          row -> row.getString(1),
          code);
      int deleted =
          sql.update(
              """
              delete from discount_code where code = ? and version = ?
                and not exists (select from discount_redemption redeemed where redeemed.code = discount_code.code)
              """,
              code,
              version);
      if (deleted == 1) {
        note(sql, "discount_code.deleted", code);
      }
      return deleted == 1;
    });
  }

  private void note(Sql sql, String action, String code) throws SQLException {
    EventEnvelope event = audit.of(AuditEntry.done(action).on("discount_code", code));
    OutboxTable.insert(
        sql,
        new OutboxEvent(
            event.getEventId(), AuditEvents.TOPIC, event.getAggregateId(), event.toByteArray()),
        clock.instant());
  }
}
