package dev.souk.kit.audit;

/** Where it is written down what was done and what was refused. */
@FunctionalInterface
public interface AuditTrail {
  /** Writes it down. */
  void record(AuditEntry entry);
}
