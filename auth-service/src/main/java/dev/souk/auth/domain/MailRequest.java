package dev.souk.auth.domain;

import java.time.Instant;

/**
 * A mail that is wanted.
 *
 * @param id its own id
 * @param purpose what the mail is for
 * @param address where it goes: an e-mail address as it was given, or a telephone number
 * @param userId whom it concerns, or empty when nobody has looked whether an account has the
 *     address
 * @param createTime when it was asked for
 * @param attempts how often it was tried to send the mail, this time included
 */
public record MailRequest(
    String id,
    MailPurpose purpose,
    String address,
    String userId,
    Instant createTime,
    int attempts) {
  @Override
  public String toString() {
    return "MailRequest[id=" + id + "]";
  }
}
