package dev.souk.user.domain;

/** Whether an account can be used. */
public enum AccountState {
  /** Can sign in. */
  ACTIVE,
  /** Refused at login, at refresh and on the next request. */
  DISABLED,
  /** Deleted by its owner: nobody's any more, for good. */
  DELETED
}
