package dev.souk.auth.domain.totp;

import dev.souk.auth.domain.LoginAttempts;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Counts attempts at proving something, before anything is looked at. A million codes cannot be
 * tried: after ten wrong ones in a row each further one makes the next wait, up to 15 minutes.
 */
public final class CodeAttempts {
  private static final Set<String> WRONG =
      Set.of(Reason.INVALID_CREDENTIALS.name(), Reason.CODE_INVALID.name());

  private final LoginAttempts attempts;

  /** Counts beside failed logins. */
  public CodeAttempts(LoginAttempts attempts) {
    this.attempts = attempts;
  }

  /** An attempt at a second factor of the account, whoever makes it. */
  <T> T atCodesOf(String userId, Supplier<T> proof) {
    return at("totp:" + userId, proof);
  }

  /**
   * An attempt at what a name stands for.
   *
   * @throws ApiException {@code LOCKED_OUT}, and what the proof throws
   */
  <T> T at(String name, Supplier<T> proof) {
    attempts.begin(name);
    T proven;
    try {
      proven = proof.get();
    } catch (ApiException e) {
      if (!WRONG.contains(e.reason())) {
        attempts.withdraw(name);
      }
      throw e;
    }
    attempts.succeeded(name);
    return proven;
  }
}
