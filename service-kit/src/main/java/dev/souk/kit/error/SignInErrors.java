package dev.souk.kit.error;

import java.time.Duration;
import java.util.Collection;

/** Errors of who calls: of what they sign in with, of tokens, and of what these allow. */
public final class SignInErrors {
  private SignInErrors() {}

  /** The token of a mail was used, has expired or never was; ask for another mail. */
  public static ApiException oneTimeTokenInvalid() {
    return ErrorBuilder.of(
            Reason.ONE_TIME_TOKEN_INVALID, "The token was used, has expired or never was.")
        .toException();
  }

  /** The code of an app or of a text message is wrong, was used, has expired or never was. */
  public static ApiException codeInvalid() {
    return ErrorBuilder.of(Reason.CODE_INVALID, "The code is wrong, was used, or has expired.")
        .toException();
  }

  /** The call needs a signed-in user. */
  public static ApiException tokenMissing() {
    return ErrorBuilder.of(Reason.TOKEN_MISSING, "Sign in and send authorization: Bearer.")
        .toException();
  }

  /** The token is not one that Souk issued for this use. */
  public static ApiException tokenInvalid() {
    return ErrorBuilder.of(Reason.TOKEN_INVALID, "The token is not valid.").toException();
  }

  /** The token has ended; refresh it, or sign in. */
  public static ApiException tokenExpired() {
    return ErrorBuilder.of(Reason.TOKEN_EXPIRED, "The token has expired.").toException();
  }

  /** The token's session was ended; sign in. */
  public static ApiException tokenRevoked() {
    return ErrorBuilder.of(Reason.TOKEN_REVOKED, "The session has ended.").toException();
  }

  /** The refresh token was spent before; its session is ended for safety; sign in. */
  public static ApiException refreshReused() {
    return ErrorBuilder.of(
            Reason.REFRESH_REUSED, "The refresh token was used before; the session has ended.")
        .toException();
  }

  /** The session's sign-in is too long ago for this change; sign in again, and repeat the call. */
  public static ApiException reauthenticationRequired() {
    return ErrorBuilder.of(Reason.REAUTHENTICATION_REQUIRED, "Sign in again to change this.")
        .toException();
  }

  /** What signs in is wrong, or the account is disabled; which is not told. */
  public static ApiException invalidCredentials() {
    return ErrorBuilder.of(
            Reason.INVALID_CREDENTIALS,
            "What you sign in with is wrong: the e-mail or phone, the password, or the code.")
        .toException();
  }

  /** The password is right: sign in with this challenge and a code, within five minutes. */
  public static ApiException totpRequired(String challenge) {
    return ErrorBuilder.of(Reason.TOTP_REQUIRED, "A code of your authenticator app is needed too.")
        .with("challenge", challenge)
        .toException();
  }

  /** The caller has none of the roles that the method needs. */
  public static ApiException roleRequired(Collection<String> roles) {
    String names = String.join(", ", roles);
    return ErrorBuilder.of(Reason.ROLE_REQUIRED, "Needs one of the roles: " + names + ".")
        .with("roles", names)
        .toException();
  }

  /**
   * The machine's token lacks the scope that the method needs; empty: none opens it to machines.
   */
  public static ApiException scopeRequired(String scope) {
    String message =
        scope.isEmpty()
            ? "No machine may call this method."
            : "Needs a token with the scope " + scope + ".";
    return ErrorBuilder.of(Reason.SCOPE_REQUIRED, message).with("scope", scope).toException();
  }

  /** The method is for certain services alone. */
  public static ApiException callerNotAllowed(String caller) {
    return ErrorBuilder.of(Reason.CALLER_NOT_ALLOWED, "The method is internal.")
        .with("caller", caller)
        .toException();
  }

  /** Too many failed sign-ins; the details say how long to wait. */
  public static ApiException lockedOut(Duration retryAfter) {
    return ErrorBuilder.of(Reason.LOCKED_OUT, "Too many failed sign-ins; wait before the next.")
        .with("retryAfterSeconds", Long.toString(Math.ceilDiv(retryAfter.toMillis(), 1000)))
        .retryAfter(retryAfter)
        .toException();
  }
}
