package dev.souk.auth.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * Requests for mails, and the tokens that were mailed for them. One document each: what has to be
 * sent and what was sent change together.
 */
public interface MailRequests {
  /** Adds a request that is due at once. */
  void add(String id, TokenPurpose purpose, String email, Instant now);

  /**
   * Takes a request that is due. For a while nobody else gets it, longer each time; if it is then
   * neither sent nor removed, it is due again.
   */
  Optional<MailRequest> takeDue(Instant now);

  /** Notes a token that is about to be mailed. Tokens of earlier attempts stay good. */
  void issue(String id, String userId, OneTimeToken token, Instant expireTime);

  /** Notes that the mail is sent. */
  void sent(String id, Instant now);

  /** Forgets a request. */
  void remove(String id);

  /** How many mails of the purpose were sent to the address, in any case, since the time. */
  int sentSince(TokenPurpose purpose, String email, Instant since);

  /** Takes a token out of use, if it can be used. Of several calls at once one succeeds. */
  Optional<MailedToken> take(TokenPurpose purpose, OneTimeToken token, Instant now);

  /** Puts a token into use again. */
  void giveBack(MailedToken token);

  /** Forgets the requests of the user, with their tokens. */
  void removeAllOf(TokenPurpose purpose, String userId);

  /**
   * Forgets every request of a user who is erased, with the tokens: those that were looked at, by
   * the user's id, and those that were not, by the address if they are from before the deletion.
   */
  void erase(ErasedUser user);

  /** Forgets what can no longer be used. */
  void purge(Instant now);
}
