package dev.souk.order.domain;

import dev.souk.kit.error.Errors;
import dev.souk.kit.money.Amount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What somebody bought: prices, names and addresses as they were when it was placed.
 *
 * @param orderId TypeID with prefix {@code ord}
 * @param number the number people use
 * @param userId whose it is
 * @param items the lines, one a SKU
 * @param totals what it costs
 * @param shippingAddress where it goes
 * @param billingAddress where the invoice goes
 * @param paymentId its payment, once authorized
 * @param shipment how it was sent, once it was
 * @param history every state it came to, oldest first; never empty
 */
public record Order(
    String orderId,
    String number,
    String userId,
    List<OrderItem> items,
    Totals totals,
    Address shippingAddress,
    Address billingAddress,
    Optional<String> paymentId,
    Optional<Shipment> shipment,
    List<HistoryEntry> history) {

  /** Where it stands. */
  public OrderState state() {
    return history.getLast().state();
  }

  /**
   * Counts its changes of state from 1; a change of the stored order names the version it is of.
   */
  public int version() {
    return history.size();
  }

  /** When it was placed. */
  public Instant createTime() {
    return history.getFirst().time();
  }

  /** What is paid for it. */
  public Amount total() {
    return totals.total();
  }

  /**
   * The order after a change of state.
   *
   * @throws dev.souk.kit.error.ApiException {@code ILLEGAL_STATE} when its state does not allow it
   */
  public Order become(HistoryEntry entry) {
    if (!state().next().contains(entry.state())) {
      throw Errors.illegalState(
          "order", state().name(), state().next().stream().map(OrderState::name).toList());
    }
    return withHistory(Stream.concat(history.stream(), Stream.of(entry)).toList());
  }

  /** The order with its payment. */
  public Order paidBy(String payment) {
    return new Order(
        orderId,
        number,
        userId,
        items,
        totals,
        shippingAddress,
        billingAddress,
        Optional.of(payment),
        shipment,
        history);
  }

  /** The order with how it is sent. */
  public Order sentBy(Shipment sent) {
    return new Order(
        orderId,
        number,
        userId,
        items,
        totals,
        shippingAddress,
        billingAddress,
        paymentId,
        Optional.of(sent),
        history);
  }

  private Order withHistory(List<HistoryEntry> entries) {
    return new Order(
        orderId,
        number,
        userId,
        items,
        totals,
        shippingAddress,
        billingAddress,
        paymentId,
        shipment,
        entries);
  }
}
