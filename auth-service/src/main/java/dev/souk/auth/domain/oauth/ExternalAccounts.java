package dev.souk.auth.domain.oauth;

import java.util.Optional;

/** Which account belongs to whom at other issuers. */
public interface ExternalAccounts {
  /** The id of the account. */
  Optional<String> find(String issuer, String subject);

  /**
   * Notes that an account is being made.
   *
   * @param password that it shall have
   * @return the password that was noted first, by whoever began
   */
  String begin(String issuer, String subject, String password);

  /** Notes the account, and forgets its password. */
  void link(String issuer, String subject, String userId);

  /** Forgets that an account was to be made; one that is linked stays. */
  void abandon(String issuer, String subject);
}
