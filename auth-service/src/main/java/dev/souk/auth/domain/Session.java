package dev.souk.auth.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * One device's sign-in.
 *
 * @param id TypeID with prefix {@code ses}
 * @param userId whose it is
 * @param deviceName what the user calls the device, or empty
 * @param lastSeenFrom where tokens were last asked for from
 * @param key tags its refresh tokens
 * @param refreshHash hash of the refresh token that can be spent next
 * @param succession how the token before it was spent, while that may be asked again
 * @param createTime when the user signed in
 * @param refreshTime when tokens were last issued
 * @param refreshTokenEnd when the refresh token ends if it is not used
 * @param absoluteEnd when it ends however much it is used
 * @param endTime when it was ended, if it was
 */
public record Session(
    String id,
    String userId,
    String deviceName,
    RequestOrigin lastSeenFrom,
    SessionKey key,
    String refreshHash,
    Optional<Succession> succession,
    Instant createTime,
    Instant refreshTime,
    Instant refreshTokenEnd,
    Instant absoluteEnd,
    Optional<Instant> endTime) {

  /** A session that begins now with the given token. */
  static Session begun(
      String id,
      String userId,
      String deviceName,
      RequestOrigin origin,
      SessionKey key,
      RefreshToken token,
      Lifetimes lifetimes,
      Instant now) {
    Instant absoluteEnd = now.plus(lifetimes.absolute());
    return new Session(
        id,
        userId,
        deviceName,
        origin,
        key,
        token.hash(),
        Optional.empty(),
        now,
        now,
        lifetimes.refreshTokenEnd(now, absoluteEnd),
        absoluteEnd,
        Optional.empty());
  }

  /** A machine's, which is over for its refresh token from the start: nobody has that. */
  static Session ofMachine(
      String id,
      String userId,
      String machine,
      SessionKey key,
      RefreshToken token,
      Instant now,
      Instant end) {
    return new Session(
        id,
        userId,
        machine,
        RequestOrigin.UNKNOWN,
        key,
        token.hash(),
        Optional.empty(),
        now,
        now,
        now,
        end,
        Optional.empty());
  }

  /** The session after its token was spent for the next. */
  Session refreshed(
      Succession succession,
      RefreshToken next,
      RequestOrigin origin,
      Lifetimes lifetimes,
      Instant now) {
    return new Session(
        id,
        userId,
        deviceName,
        origin,
        key,
        next.hash(),
        Optional.of(succession),
        createTime,
        now,
        lifetimes.refreshTokenEnd(now, absoluteEnd),
        absoluteEnd,
        endTime);
  }

  /** Whether it is the user's. */
  boolean isOf(String userId) {
    return this.userId.equals(userId);
  }

  /** Whether the token is the one that can be spent next. */
  boolean expects(RefreshToken token) {
    return refreshHash.equals(token.hash());
  }

  /** What the token bought, if that was so lately that its answer may have been lost. */
  Optional<RefreshToken> successorOf(RefreshToken token, Instant now) {
    return succession
        .filter(last -> last.answers(token, now))
        .map(last -> last.successor().open(token));
  }
}
