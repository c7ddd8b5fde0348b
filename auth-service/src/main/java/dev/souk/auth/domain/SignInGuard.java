package dev.souk.auth.domain;

import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import java.util.function.Supplier;

/**
 * Stands before a proof of who somebody is: refuses while the account or the client's network is
 * locked, counts what fails, and writes refusals into the audit trail.
 *
 * <p>Errors: {@code LOCKED_OUT}, and what the proof throws.
 */
public final class SignInGuard {
  private final LoginAttempts accounts;
  private final NetworkAttempts networks;
  private final SprayingWatch spraying;
  private final AuditLog audit;

  /** Counts in the given stores. */
  public SignInGuard(
      LoginAttempts accounts, NetworkAttempts networks, SprayingWatch spraying, AuditLog audit) {
    this.accounts = accounts;
    this.networks = networks;
    this.spraying = spraying;
    this.audit = audit;
  }

  /**
   * What the proof answers, which throws {@code INVALID_CREDENTIALS} when it fails, and anything
   * else when nobody found out whether it does.
   *
   * @param email the address or number that was given, whether an account has it or not
   */
  <T> T attempt(String email, RequestOrigin origin, Supplier<T> proof) {
    String network = ClientNetwork.of(origin.ipAddress());
    NetworkAttempts.Attempt attempt = begin(email, network);
    try {
      T proven = proof.get();
      networks.withdraw(attempt);
      accounts.succeeded(email);
      return proven;
    } catch (ApiException e) {
      if (e.reason().equals(Reason.INVALID_CREDENTIALS.name())) {
        noteFailure(email, network, e);
      } else {
        networks.withdraw(attempt);
        accounts.withdraw(email);
      }
      throw e;
    }
  }

  private NetworkAttempts.Attempt begin(String email, String network) {
    NetworkAttempts.Attempt attempt = refusing(email, "network", () -> networks.begin(network));
    try {
      return refusing(
          email,
          "account",
          () -> {
            accounts.begin(email);
            return attempt;
          });
    } catch (ApiException e) {
      // Nothing was guessed.
      networks.withdraw(attempt);
      throw e;
    }
  }

  private <T> T refusing(String email, String locked, Supplier<T> beginning) {
    try {
      return beginning.get();
    } catch (ApiException e) {
      if (e.reason().equals(Reason.LOCKED_OUT.name())) {
        audit.recordAbout(email, AuditEntry.refused("session.refused", e).with("locked", locked));
      }
      throw e;
    }
  }

  private void noteFailure(String email, String network, ApiException failure) {
    audit.recordAbout(email, AuditEntry.refused("session.refused", failure));
    if (spraying.failed(network, email)) {
      audit.record(
          AuditEntry.detected("signin.spraying_suspected")
              .on("network", network)
              .by("auth-service"));
    }
  }
}
