package dev.souk.user.domain.totp;

import dev.souk.user.domain.User;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The second factors of all accounts, kept with them: what changes both changes them at once. */
public interface SecondFactors {
  /** Keeps a secret that has still to be confirmed, in place of an earlier one. */
  void offer(String userId, String sealedSecret, Instant expireTime);

  /** The secret that has still to be confirmed. */
  Optional<String> offered(String userId, Instant now);

  /**
   * Stores the next version of an account together with its second factor.
   *
   * @param step the last one that was used
   * @return false when its version is not the successor of the stored one, or another secret is to
   *     be confirmed: somebody was faster
   */
  boolean confirm(User next, String sealedSecret, long step, List<String> recoveryHashes);

  /** The account's second factor. */
  Optional<SecondFactor> of(String userId);

  /**
   * Uses up the steps until this one.
   *
   * @return false when it was used before, or the account has another secret by now
   */
  boolean useStep(String userId, String sealedSecret, long step);

  /** Uses up a recovery code; false when the account does not have it. */
  boolean useRecoveryCode(String userId, String hash);

  /**
   * Stores the next version of an account without its second factor.
   *
   * @return false when its version is not the successor of the stored one: somebody was faster
   */
  boolean remove(User next);

  /**
   * The app of an account.
   *
   * @param sealedSecret its secret
   * @param lastStep the last one of which a code was used
   */
  record SecondFactor(String sealedSecret, long lastStep) {
    @Override
    public String toString() {
      return "SecondFactor[...]";
    }
  }
}
