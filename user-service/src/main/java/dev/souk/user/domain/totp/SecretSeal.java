package dev.souk.user.domain.totp;

/** Makes of secrets what may be stored. */
public interface SecretSeal {
  /** The secret, sealed for the account: for another it does not open. */
  String seal(String userId, TotpSecret secret);

  /**
   * The secret of the account.
   *
   * @throws IllegalStateException when it was not sealed for the account, or with another key
   */
  TotpSecret open(String userId, String sealed);
}
