package dev.souk.auth.domain;

import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.audit.AuditTrail;

/**
 * The audit trail, as far as this service writes it. An entry is kept safely when the call returns.
 * So what gives a right is written down before anybody has it, what takes a right away before it is
 * taken, and a refusal before it is answered: nothing that was done is missing.
 */
public interface AuditLog extends AuditTrail {
  /**
   * Writes it down as done to the account that has the address. The trail never has the address,
   * which may be anything that somebody typed; without an account it has nobody.
   */
  void recordAbout(String email, AuditEntry entry);
}
