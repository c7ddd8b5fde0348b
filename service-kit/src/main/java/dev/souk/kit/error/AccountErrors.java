package dev.souk.kit.error;

/** Errors of accounts, and of what is kept of a user. */
public final class AccountErrors {
  private AccountErrors() {}

  /** Another account has the e-mail address. */
  public static ApiException emailTaken() {
    return ErrorBuilder.of(Reason.EMAIL_TAKEN, "An account with this e-mail address exists.")
        .toException();
  }

  /** Another account signs in with the telephone number. */
  public static ApiException phoneTaken() {
    return ErrorBuilder.of(Reason.PHONE_TAKEN, "An account with this telephone number exists.")
        .toException();
  }

  /** Administrators do not change their own roles or state. */
  public static ApiException ownRights() {
    return ErrorBuilder.of(
            Reason.ILLEGAL_STATE,
            "Your own roles and state are changed by another administrator only.")
        .with("resource", "user")
        .with("currentState", "your own account")
        .with("allowedStates", "")
        .toException();
  }

  /** The address book is full; delete an address first. */
  public static ApiException addressLimitExceeded(int limit) {
    return ErrorBuilder.of(
            Reason.ADDRESS_LIMIT_EXCEEDED, "An address book holds at most " + limit + " addresses.")
        .with("limit", Integer.toString(limit))
        .toException();
  }

  /** The user has as many API keys as there may be; delete one first. */
  public static ApiException apiKeyLimitExceeded(int limit) {
    return ErrorBuilder.of(
            Reason.API_KEY_LIMIT_EXCEEDED, "A user has at most " + limit + " API keys.")
        .with("limit", Integer.toString(limit))
        .toException();
  }

  /** No other administrator would be left; make another one first. */
  public static ApiException lastAdmin() {
    return ErrorBuilder.of(Reason.LAST_ADMIN, "No other administrator would be left.")
        .toException();
  }
}
