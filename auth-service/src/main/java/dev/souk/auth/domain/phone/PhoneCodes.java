package dev.souk.auth.domain.phone;

import java.time.Instant;
import java.util.Optional;

/** The codes that were sent to telephone numbers, one for each account. */
public interface PhoneCodes {
  /** Keeps a code that is about to be sent, in place of the account's earlier one. */
  void issue(PhoneCode code);

  /**
   * Counts a try at the account's code, before anybody compares.
   *
   * @param tries how many there may be at one code
   * @return the code, unless there were so many, or it was used or has expired
   */
  Optional<PhoneCode> beginTry(String userId, int tries, Instant now);

  /** Takes the code out of use. Of several calls at once one succeeds. */
  boolean take(PhoneCode code, Instant now);

  /** Puts it into use again. */
  void giveBack(PhoneCode code);

  /** Forgets those that have expired. */
  void purge(Instant now);
}
