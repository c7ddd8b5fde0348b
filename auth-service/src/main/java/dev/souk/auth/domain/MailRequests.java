package dev.souk.auth.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Requests for mails, and the tokens that were mailed for them. One document each: what has to be
 * sent and what was sent change together.
 */
public interface MailRequests extends PersonalData {
  /**
   * Adds a request that is due at once.
   *
   * @param userId whom it concerns, or empty
   */
  void add(String id, MailPurpose purpose, String email, String userId, Instant now);

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
  int sentSince(MailPurpose purpose, String email, Instant since);

  /** How many mails of the purpose were asked for to the address, in any case, since the time. */
  int askedTo(MailPurpose purpose, String address, Instant since);

  /** How many mails of the purpose were asked for that concern the user, since the time. */
  int askedBy(MailPurpose purpose, String userId, Instant since);

  /** Takes a token out of use, if it can be used. Of several calls at once one succeeds. */
  Optional<MailedToken> take(Set<MailPurpose> purposes, OneTimeToken token, Instant now);

  /** Puts a token into use again. */
  void giveBack(MailedToken token);

  /** Forgets the requests of the user, with their tokens. */
  void removeAllOf(MailPurpose purpose, String userId);

  /**
   * Forgets every request of a user who is erased, with the tokens: those that were looked at, by
   * the user's id, and those that were not, by the address if they are from before the deletion.
   */
  @Override
  void erase(ErasedUser user);

  /** Forgets what can no longer be used. */
  void purge(Instant now);
}
