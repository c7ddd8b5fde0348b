package dev.souk.auth.domain;

import dev.souk.kit.error.Errors;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How many mails of a kind may be asked for: nobody is to be flooded in the shop's name, whoever
 * asks for it, and nobody is to flood others.
 */
public final class MailLimits {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final int AN_HOUR = 5;
  private static final int A_DAY = 10;

  private final MailRequests requests;
  private final Clock clock;

  /** Counts what is asked for in the given store. */
  public MailLimits(MailRequests requests, Clock clock) {
    this.requests = requests;
    this.clock = clock;
  }

  /**
   * Lets the next one pass: of 5 an hour and 10 a day to an address, and for an account.
   *
   * @throws dev.souk.kit.error.ApiException {@code RATE_LIMITED}
   */
  public void requireRoom(MailPurpose purpose, String address, String userId) {
    requireRoom(purpose, address, userId, HOUR, AN_HOUR);
    requireRoom(purpose, address, userId, DAY, A_DAY);
  }

  private void requireRoom(
      MailPurpose purpose, String address, String userId, Duration window, int limit) {
    Instant since = clock.instant().minus(window);
    if (requests.askedTo(purpose, address, since) >= limit
        || requests.askedBy(purpose, userId, since) >= limit) {
      throw Errors.rateLimited(window);
    }
  }
}
