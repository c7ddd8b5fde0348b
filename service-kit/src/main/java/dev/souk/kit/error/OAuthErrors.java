package dev.souk.kit.error;

/** Errors of getting a token for a machine, as RFC 6749, section 5.2, has them. */
public final class OAuthErrors {
  private OAuthErrors() {}

  /** The client of OAuth is not known, or its secret is wrong, or its owner is disabled. */
  public static ApiException invalidClient() {
    return ErrorBuilder.of(Reason.INVALID_CLIENT, "The client or its secret is not valid.")
        .toException();
  }

  /** The client of OAuth is known, and may not use the grant. */
  public static ApiException unauthorizedClient() {
    return ErrorBuilder.of(Reason.UNAUTHORIZED_CLIENT, "A publishable key gets no token.")
        .toException();
  }

  /** What was given for a token does not give one; the description says why. */
  public static ApiException invalidGrant(String description) {
    return ErrorBuilder.of(Reason.INVALID_GRANT, description)
        .with("description", description)
        .toException();
  }

  /** There is no such grant. */
  public static ApiException unsupportedGrantType(String grantType) {
    String shown = ErrorBuilder.shortened(grantType);
    return ErrorBuilder.of(Reason.UNSUPPORTED_GRANT_TYPE, "There is no grant \"" + shown + "\".")
        .with("grantType", shown)
        .toException();
  }

  /** The client may not have this scope. */
  public static ApiException invalidScope(String scope) {
    String shown = ErrorBuilder.shortened(scope);
    return ErrorBuilder.of(Reason.INVALID_SCOPE, "The scope \"" + shown + "\" cannot be had.")
        .with("scope", shown)
        .toException();
  }
}
