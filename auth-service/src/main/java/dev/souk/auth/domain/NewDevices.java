package dev.souk.auth.domain;

import dev.souk.kit.audit.AuditEntry;
import java.util.List;

/**
 * Notices sign-ins from a kind of device that the account was not used with before: writes them
 * down, and tells the account's owner by mail. What was used before is what the sessions tell that
 * are kept, for a month after their end. From which country it is, is not known here.
 */
public final class NewDevices {
  private final Sessions sessions;
  private final RequestMail mails;
  private final AuditLog audit;

  /** Compares with the given sessions. */
  public NewDevices(Sessions sessions, RequestMail mails, AuditLog audit) {
    this.sessions = sessions;
    this.mails = mails;
    this.audit = audit;
  }

  /** Notices it if the session, which has just been stored, is from such a device. */
  void notice(Session session, Account account) {
    DeviceFamily device = DeviceFamily.of(session.lastSeenFrom().userAgent());
    List<String> before = sessions.userAgentsOf(account.id(), session.id());
    if (before.isEmpty() || before.stream().map(DeviceFamily::of).anyMatch(device::equals)) {
      return;
    }
    audit.record(
        AuditEntry.detected("signin.new_device")
            .on("session", session.id())
            .by(account.id())
            .with("device", device.text()));
    mails.notice(MailPurpose.NEW_DEVICE, account);
  }
}
