package dev.souk.user.event;

/** What came on the topic is no event of the audit trail. */
final class NoAuditEventException extends Exception {
  private static final long serialVersionUID = 1L;

  NoAuditEventException(String message) {
    super(message);
  }
}
