package dev.souk.order.domain;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.kit.money.Amount;
import dev.souk.order.pricing.TaxSum;
import dev.souk.order.pricing.Totals;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What somebody bought: prices, names and addresses as they were when it was placed.
 *
 * @param orderId TypeID with prefix {@code ord}
 * @param number the number people use
 * @param userId whose it is: a user's id, or a guest's as {@code Guests} makes it
 * @param items the lines, one a SKU
 * @param totals what it costs
 * @param terms how it is sent, and what else was agreed on
 * @param shippingAddress where it goes
 * @param billingAddress where the invoice goes
 * @param paymentId its payment, once authorized
 * @param shipment how it was sent, once it was
 * @param history every state it came to, oldest first; never empty
 * @param refunds what was paid back of it or is being paid back, oldest first
 */
public record Order(
    String orderId,
    String number,
    String userId,
    List<OrderItem> items,
    Totals totals,
    Terms terms,
    Address shippingAddress,
    Address billingAddress,
    Optional<String> paymentId,
    Optional<Shipment> shipment,
    List<HistoryEntry> history,
    List<Refund> refunds) {

  /**
   * A new order.
   *
   * @param placed its first entry
   */
  public static Order of(
      String orderId,
      String number,
      String userId,
      Draft draft,
      boolean fromCart,
      String customerNote,
      Optional<GuestAccess> guest,
      Optional<Address> billingAddress,
      HistoryEntry placed) {
    return new Order(
        orderId,
        number,
        userId,
        draft.quote().lines().stream().map(OrderItem::of).toList(),
        draft.quote().totals(),
        Terms.of(fromCart, draft, customerNote, guest),
        draft.shippingAddress(),
        billingAddress.orElse(draft.shippingAddress()),
        Optional.empty(),
        Optional.empty(),
        List.of(placed),
        List.of());
  }

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

  /** The taxes by rate; the lines and the shipping. */
  public List<TaxSum> taxes() {
    return TaxSum.of(
        Stream.concat(
            items.stream().map(item -> new TaxSum(item.taxRate(), item.charged(), item.tax())),
            Stream.of(
                new TaxSum(terms.shippingTaxRate(), totals.shipping(), terms.shippingTax()))));
  }

  /**
   * The order after a change of state.
   *
   * @throws ApiException {@code ILLEGAL_STATE} when its state does not allow it
   */
  public Order become(HistoryEntry entry) {
    if (!state().next().contains(entry.state())) {
      throw illegalState();
    }
    return with(Stream.concat(history.stream(), Stream.of(entry)).toList(), refunds);
  }

  /** The error of a change that its state does not allow. */
  public ApiException illegalState() {
    return Errors.illegalState(
        "order", state().name(), state().next().stream().map(OrderState::name).toList());
  }

  /** Whether it was a guest's whose data is erased. */
  public boolean isForgotten() {
    return terms.guest().map(guest -> guest.tokenHash().isEmpty()).orElse(false);
  }

  /** The order with its payment. */
  public Order paidBy(String payment) {
    return new Order(
        orderId,
        number,
        userId,
        items,
        totals,
        terms,
        shippingAddress,
        billingAddress,
        Optional.of(payment),
        shipment,
        history,
        refunds);
  }

  /** The order with how it is sent. */
  public Order sentBy(Shipment sent) {
    return new Order(
        orderId,
        number,
        userId,
        items,
        totals,
        terms,
        shippingAddress,
        billingAddress,
        paymentId,
        Optional.of(sent),
        history,
        refunds);
  }

  /** The order with its refunds as they are now. */
  public Order refundedBy(List<Refund> now) {
    return with(history, now);
  }

  /** What neither was paid back nor is being paid back. */
  public Amount left() {
    return refunds.stream()
        .filter(refund -> refund.state() != RefundState.FAILED)
        .map(Refund::amount)
        .reduce(total(), Amount::minus);
  }

  /** Whether all that was paid for it is back: something was, and no refund is open. */
  public boolean isPaidBack() {
    return left().isZero()
        && !total().isZero()
        && refunds.stream().noneMatch(refund -> refund.state() == RefundState.PENDING);
  }

  /** What was paid for a line: its price less its discount, with the tax. */
  public Amount paidFor(OrderItem item) {
    return totals.taxIncluded() ? item.charged() : item.charged().plus(item.tax());
  }

  private Order with(List<HistoryEntry> entries, List<Refund> paidBack) {
    return new Order(
        orderId,
        number,
        userId,
        items,
        totals,
        terms,
        shippingAddress,
        billingAddress,
        paymentId,
        shipment,
        entries,
        paidBack);
  }
}
