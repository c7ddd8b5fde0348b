package dev.souk.user.domain;

import java.util.List;

/** The audit trail. It only grows: there is nothing here by which it could change. */
public interface AuditRecords {
  /** Adds an event; one that is there already stays as it is. */
  void add(AuditRecord event);

  /** The events of a query, newest first. What it costs depends on how many it answers alone. */
  List<AuditRecord> page(AuditQuery query);
}
