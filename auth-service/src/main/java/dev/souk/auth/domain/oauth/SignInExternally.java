package dev.souk.auth.domain.oauth;

import dev.souk.auth.domain.Account;
import dev.souk.auth.domain.Accounts;
import dev.souk.auth.domain.SignInName;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.OAuthErrors;
import dev.souk.kit.error.Reason;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The account of somebody whom another issuer knows: the one that belongs to the issuer and its
 * subject, made at first sight.
 *
 * <p>An account that somebody made with a password is never linked on the strength of an issuer's
 * claim: it is for its owner to say so. The new account gets a random password, so that nobody can
 * sign in with one until they set it by mail. The password is noted before the account is made: a
 * first sight that was cut off knows its own account by it.
 *
 * <p>Errors: {@code INVALID_GRANT} without a verified address, for an address that another account
 * has, and for an account that is disabled.
 */
public final class SignInExternally {
  private static final int PASSWORD_BYTES = 32;
  private static final int LONGEST_NAME = 100;

  private final ExternalAccounts links;
  private final Accounts accounts;
  private final SecureRandom random;

  /** Links accounts of user-service. */
  public SignInExternally(ExternalAccounts links, Accounts accounts, SecureRandom random) {
    this.links = links;
    this.accounts = accounts;
    this.random = random;
  }

  /** The account of the one whom the issuer knows. */
  Account account(ExternalIdentity who) {
    Account account =
        links
            .find(who.issuer(), who.subject())
            .map(accounts::byId)
            .orElseGet(() -> Optional.of(made(who)))
            .orElseThrow(() -> OAuthErrors.invalidGrant("The account was deleted."));
    if (!account.active()) {
      throw OAuthErrors.invalidGrant("The account is disabled.");
    }
    return account;
  }

  private Account made(ExternalIdentity who) {
    if (who.email().isEmpty() || !who.emailVerified()) {
      throw OAuthErrors.invalidGrant("The issuer has not verified an e-mail address.");
    }
    String password = links.begin(who.issuer(), who.subject(), randomPassword());
    Account account = created(who, password);
    accounts.verifyEmail(account.id(), account.email());
    links.link(who.issuer(), who.subject(), account.id());
    return accounts
        .byId(account.id())
        .orElseThrow(() -> OAuthErrors.invalidGrant("The account was deleted."));
  }

  private Account created(ExternalIdentity who, String password) {
    try {
      return accounts.create(new SignInName(who.email(), ""), password, name(who));
    } catch (ApiException e) {
      if (is(e, Reason.EMAIL_TAKEN)) {
        return ownAccount(who, password);
      }
      throw e;
    }
  }

  /** The account that an attempt before this one has made, if the address is not somebody's. */
  private Account ownAccount(ExternalIdentity who, String password) {
    try {
      return accounts.verify(new SignInName(who.email(), ""), password);
    } catch (ApiException e) {
      if (is(e, Reason.INVALID_CREDENTIALS)) {
        links.abandon(who.issuer(), who.subject());
        throw OAuthErrors.invalidGrant(
            "An account with this e-mail address exists; sign in with its password.");
      }
      throw e;
    }
  }

  private String randomPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String name(ExternalIdentity who) {
    String name = who.name().isBlank() ? who.email().replaceFirst("@.*", "") : who.name().strip();
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }

  private static boolean is(ApiException e, Reason reason) {
    return e.reason().equals(reason.name());
  }
}
