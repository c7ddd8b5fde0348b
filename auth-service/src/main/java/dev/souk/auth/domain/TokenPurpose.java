package dev.souk.auth.domain;

/** What the token of a mail is good for. */
public enum TokenPurpose {
  /** Sets a new password. */
  PASSWORD_RESET,
  /** Verifies the address that it was mailed to. */
  EMAIL_VERIFICATION
}
