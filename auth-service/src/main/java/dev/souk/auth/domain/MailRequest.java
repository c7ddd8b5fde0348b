package dev.souk.auth.domain;

import java.time.Instant;

/**
 * A mail with a token that is wanted. Nobody has looked yet whether an account has the address.
 *
 * @param id its own id
 * @param purpose what the token is for
 * @param email the address, as it was given
 * @param createTime when it was asked for
 * @param attempts how often it was tried to send the mail, this time included
 */
public record MailRequest(
    String id, TokenPurpose purpose, String email, Instant createTime, int attempts) {
  @Override
  public String toString() {
    return "MailRequest[id=" + id + "]";
  }
}
