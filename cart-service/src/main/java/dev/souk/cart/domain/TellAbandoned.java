package dev.souk.cart.domain;

import dev.souk.cart.domain.CartOwner.User;
import dev.souk.cart.domain.Lookout.Look;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of users' carts that have lines and were not changed for a time, once each time: first it
 * is told, then the cart remembers that it was. An instance that ends in between tells the same
 * again.
 */
public final class TellAbandoned {
  private static final Logger log = LoggerFactory.getLogger(TellAbandoned.class);
  private static final int BATCH = 100;
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final CartStore store;
  private final Lookout lookout;
  private final Abandonments abandonments;
  private final Duration patience;
  private final Duration retry;
  private final RetryPause pause;
  private final Clock clock;

  /**
   * Looks at carts of the store.
   *
   * @param patience they count as abandoned so long after their last change
   * @param retry what could not be told is tried again after this time
   */
  public TellAbandoned(
      CartStore store,
      Lookout lookout,
      Abandonments abandonments,
      Duration patience,
      Duration retry,
      RetryPause pause,
      Clock clock) {
    this.store = store;
    this.lookout = lookout;
    this.abandonments = abandonments;
    this.patience = patience;
    this.retry = retry;
    this.pause = pause;
    this.clock = clock;
  }

  /** Looks at all carts that it is time for, as long as what is found can be told. */
  public void run() {
    List<Look> looks = claim();
    while (!looks.isEmpty() && settle(looks)) {
      looks = claim();
    }
  }

  private List<Look> claim() {
    Instant now = clock.instant();
    return lookout.claim(now, Cart.time(clock).plus(LEASE), BATCH);
  }

  private boolean settle(List<Look> looks) {
    Map<Abandonment, Look> found = new LinkedHashMap<>();
    looks.forEach(look -> abandoned(look).ifPresent(one -> found.put(one, look)));
    List<Abandonment> told =
        found.isEmpty() ? List.of() : abandonments.tell(List.copyOf(found.keySet()));
    found.forEach((abandonment, look) -> {
      if (told.contains(abandonment)) {
        remember(abandonment);
        lookout.settle(look, Optional.empty());
      } else {
        lookout.settle(look, Optional.of(clock.instant().plus(retry)));
      }
    });
    return told.size() == found.size();
  }

  /** What there is to tell; where there is nothing, the look is settled. */
  private Optional<Abandonment> abandoned(Look look) {
    Cart cart;
    try {
      cart = store.read(new User(look.userId()), Optional.empty()).cart();
    } catch (ApiException e) {
      throw e;
    } catch (RuntimeException e) {
      log.error("a cart cannot be looked at, and is left for a person to see", e);
      lookout.settle(look, Optional.of(clock.instant().plus(patience)));
      return Optional.empty();
    }
    Instant time = cart.updateTime().plus(patience);
    boolean told = cart.watch().toldRevision() == cart.revision();
    if (cart.lines().isEmpty() || told) {
      lookout.settle(look, Optional.empty());
      return Optional.empty();
    }
    if (time.isAfter(clock.instant())) {
      lookout.settle(look, Optional.of(time));
      return Optional.empty();
    }
    return Optional.of(new Abandonment(look.userId(), cart, time));
  }

  private void remember(Abandonment abandonment) {
    User user = new User(abandonment.userId());
    for (int attempt = 1; ; attempt++) {
      CartSnapshot read = store.read(user, Optional.empty());
      Cart next = read.cart().toldOf(abandonment);
      boolean another = !next.cartId().equals(abandonment.cart().cartId());
      if (another
          || next.equals(read.cart())
          || store.replace(user, read, next, Optional.empty())) {
        return;
      }
      if (!pause.before(attempt)) {
        throw Errors.contention("cart");
      }
    }
  }
}
