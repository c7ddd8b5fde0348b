package dev.souk.auth.domain;

/** What a mail is for. */
public enum MailPurpose {
  /** Its token sets a new password. */
  PASSWORD_RESET,
  /** Its token verifies the address that it was mailed to. */
  EMAIL_VERIFICATION,
  /** Its token gives the account the address that it was mailed to. */
  EMAIL_CHANGE,
  /** A text message with a code that proves the number that it was sent to. */
  PHONE_CODE,
  /** Tells, at the address of now, that the account is to have another. */
  EMAIL_CHANGE_ASKED,
  /** Tells, at the address of before, that the account has another. */
  EMAIL_CHANGED,
  /** Tells that the account has another telephone number. */
  PHONE_CHANGED,
  /** Tells that a second factor was switched on. */
  TOTP_ENABLED,
  /** Tells that the second factor was switched off. */
  TOTP_DISABLED,
  /** Tells that a device signed in that the account was not used with before. */
  NEW_DEVICE
}
