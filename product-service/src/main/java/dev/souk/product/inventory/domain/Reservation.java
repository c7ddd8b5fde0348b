package dev.souk.product.inventory.domain;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import java.time.Instant;
import java.util.List;

/**
 * Units set aside for an order.
 *
 * @param reservationId its id
 * @param orderId the order; one has at most one reservation, ever
 * @param state what became of it
 * @param lines one line for each SKU and location, in the order of SKUs; none where the order was
 *     released before it reserved anything
 * @param moved how many of the lines the movement under way has moved; 0 when none is under way
 * @param expireTime when it ends by itself unless it is committed
 */
public record Reservation(
    String reservationId,
    String orderId,
    ReservationState state,
    List<ReservationLine> lines,
    int moved,
    Instant expireTime) {
  /**
   * Lines that move in one transaction: a level, a ledger entry and the event that the stock is low
   * for each, the reservation, and one event that units are available, make 98 of 100 items.
   */
  static final int STEP = 32;

  /** Units held from now on. */
  public static Reservation active(
      String reservationId, String orderId, List<ReservationLine> lines, Instant expireTime) {
    return new Reservation(reservationId, orderId, ReservationState.ACTIVE, lines, 0, expireTime);
  }

  /** What stands for an order that was released before it reserved, so that it never can. */
  public static Reservation releasedBefore(String reservationId, String orderId, Instant now) {
    return new Reservation(reservationId, orderId, ReservationState.RELEASED, List.of(), 0, now);
  }

  /** Whether nobody decided in time. */
  public boolean hasExpired(Instant now) {
    return state == ReservationState.ACTIVE && !now.isBefore(expireTime);
  }

  /** The lines that the next step of a movement moves. */
  public List<ReservationLine> nextLines() {
    return lines.subList(moved, nextMoved());
  }

  /** The reservation after the next step of a movement. */
  public Reservation afterStep(Movement movement) {
    return nextMoved() == lines.size()
        ? with(movement.done(), 0)
        : with(movement.underWay(), nextMoved());
  }

  /** The lines whose units are held: those that no commit has taken yet. */
  public List<ReservationLine> heldLines() {
    return switch (state) {
      case ACTIVE, COMMITTING -> lines.subList(moved, lines.size());
      case COMMITTED, RELEASED, EXPIRED, RESTOCKING, RESTOCKED -> List.of();
    };
  }

  /** The reservation with its units given back. */
  public Reservation ended(ReservationState end) {
    return with(end, 0);
  }

  /** That the state does not allow what was asked for. */
  public ApiException illegalState(ReservationState... allowed) {
    return Errors.illegalState(
        "reservation", state.name(), List.of(allowed).stream().map(Enum::name).toList());
  }

  private int nextMoved() {
    return Math.min(moved + STEP, lines.size());
  }

  private Reservation with(ReservationState newState, int newMoved) {
    return new Reservation(reservationId, orderId, newState, lines, newMoved, expireTime);
  }
}
