package dev.souk.product.inventory.metric;

import dev.souk.kit.metric.EnumCounters;
import dev.souk.product.inventory.domain.Movement;
import dev.souk.product.inventory.domain.Reservation;
import dev.souk.product.inventory.domain.ReservationState;
import dev.souk.product.inventory.domain.Reservations;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Counts reservations by the states that they come to: {@code souk_reservations_total}. */
public final class MeteredReservations implements Reservations {
  private final Reservations reservations;
  private final EnumCounters<ReservationState> states;

  /** Counts changes of those. */
  public MeteredReservations(Reservations reservations, MeterRegistry metrics) {
    this.reservations = reservations;
    this.states =
        EnumCounters.register(
            metrics,
            "souk.reservations",
            "Reservations of stock that came to the state",
            "state",
            ReservationState.class);
  }

  @Override
  public Optional<Reservation> find(String orderId) {
    return reservations.find(orderId);
  }

  @Override
  public Attempt reserve(Reservation reservation, Set<String> last) {
    Attempt attempt = reservations.reserve(reservation, last);
    if (attempt == Attempt.RESERVED) {
      states.count(reservation.state());
    }
    return attempt;
  }

  @Override
  public boolean keepReleased(Reservation reservation) {
    return counted(reservations.keepReleased(reservation), reservation.state());
  }

  @Override
  public boolean end(Reservation active, ReservationState end) {
    return counted(reservations.end(active, end), end);
  }

  @Override
  public boolean step(Reservation current, Movement movement) {
    ReservationState after = current.afterStep(movement).state();
    boolean stepped = reservations.step(current, movement);
    return after == current.state() ? stepped : counted(stepped, after);
  }

  private boolean counted(boolean done, ReservationState state) {
    if (done) {
      states.count(state);
    }
    return done;
  }

  @Override
  public List<String> due(Instant now) {
    return reservations.due(now);
  }
}
