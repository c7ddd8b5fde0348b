package dev.souk.order.message;

import com.google.protobuf.Timestamp;
import dev.souk.order.domain.Address;
import dev.souk.order.domain.GuestAccess;
import dev.souk.order.domain.HistoryEntry;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderItem;
import dev.souk.order.domain.OrderState;
import dev.souk.order.domain.Shipment;
import dev.souk.order.pricing.Totals;
import dev.souk.order.v1.OrderHistoryEntry;
import dev.souk.type.v1.PostalAddress;
import java.time.Instant;
import java.util.Optional;

/** Orders as messages, and what a request says about them. */
public final class OrderMessages {
  private static final String STATE_PREFIX = "ORDER_STATE_";

  private OrderMessages() {}

  /** The order as it is. */
  public static dev.souk.order.v1.Order of(Order order) {
    Totals totals = order.totals();
    dev.souk.order.v1.Order.Builder message =
        dev.souk.order.v1.Order.newBuilder()
            .setOrderId(order.orderId())
            .setNumber(order.number())
            .setState(of(order.state()))
            .setSubtotal(totals.subtotal().toProto())
            .setDiscount(totals.discount().toProto())
            .setShipping(totals.shipping().toProto())
            .setTax(totals.tax().toProto())
            .setTaxIncluded(totals.taxIncluded())
            .setTotal(totals.total().toProto())
            .setShippingAddress(of(order.shippingAddress()))
            .setBillingAddress(of(order.billingAddress()))
            .setPaymentId(order.paymentId().orElse(""))
            .setCreateTime(of(order.createTime()))
            .setShippingMethod(order.terms().shippingMethod())
            .setCustomerNote(order.terms().customerNote())
            .setBuyerId(order.userId())
            .setEmail(order.terms().guest().map(GuestAccess::email).orElse(""))
            .setShippingTax(order.terms().shippingTax().toProto())
            .setShippingTaxRate(PricingMessages.of(order.terms().shippingTaxRate()));
    order.terms().delivery().map(PricingMessages::of).ifPresent(message::setEstimatedDelivery);
    order.terms().discounts().forEach(one -> message.addDiscounts(PricingMessages.of(one)));
    order.taxes().forEach(tax -> message.addTaxes(PricingMessages.of(tax)));
    order
        .shipment()
        .ifPresent((Shipment shipment) ->
            message
                .getShipmentBuilder()
                .setCarrier(shipment.carrier())
                .setTrackingNumber(shipment.trackingNumber()));
    order.items().forEach(item -> message.addItems(of(item)));
    order.refunds().forEach(refund -> message.addRefunds(RefundMessages.of(refund)));
    order.history().forEach(entry -> message.addHistory(of(entry)));
    order.state().next().forEach(state -> message.addAllowedTransitions(of(state)));
    return message.build();
  }

  /** The state as it is called in messages. */
  public static dev.souk.order.v1.OrderState of(OrderState state) {
    return dev.souk.order.v1.OrderState.valueOf(STATE_PREFIX + state.name());
  }

  /** The state of a message; nothing for the unspecified one. */
  public static Optional<OrderState> stateOf(dev.souk.order.v1.OrderState message) {
    return message == dev.souk.order.v1.OrderState.ORDER_STATE_UNSPECIFIED
        ? Optional.empty()
        : Optional.of(OrderState.valueOf(message.name().substring(STATE_PREFIX.length())));
  }

  /** The address of a message. */
  public static Address addressOf(PostalAddress message) {
    return new Address(
        message.getRecipient(),
        message.getLine1(),
        message.getLine2(),
        message.getCity(),
        message.getRegion(),
        message.getPostalCode(),
        message.getCountryCode(),
        message.getPhone());
  }

  /** The address of a message, as mail would go to it. */
  public static dev.souk.kit.address.PostalAddress postalAddressOf(PostalAddress message) {
    return new dev.souk.kit.address.PostalAddress(
        message.getRecipient(),
        message.getLine1(),
        message.getLine2(),
        message.getCity(),
        message.getRegion(),
        message.getPostalCode(),
        message.getCountryCode(),
        message.getPhone());
  }

  /** The time as a message. */
  public static Timestamp of(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }

  private static PostalAddress of(Address address) {
    return PostalAddress.newBuilder()
        .setRecipient(address.recipient())
        .setLine1(address.line1())
        .setLine2(address.line2())
        .setCity(address.city())
        .setRegion(address.region())
        .setPostalCode(address.postalCode())
        .setCountryCode(address.countryCode())
        .setPhone(address.phone())
        .build();
  }

  private static dev.souk.order.v1.OrderItem of(OrderItem item) {
    return dev.souk.order.v1.OrderItem.newBuilder()
        .setSku(item.sku())
        .setProductId(item.productId())
        .setName(item.name())
        .setQuantity(item.quantity())
        .setUnitPrice(item.unitPrice().toProto())
        .setLineTotal(item.lineTotal().toProto())
        .setDiscount(item.discount().toProto())
        .setTax(item.tax().toProto())
        .setTaxRate(PricingMessages.of(item.taxRate()))
        .build();
  }

  private static OrderHistoryEntry of(HistoryEntry entry) {
    return OrderHistoryEntry.newBuilder()
        .setState(of(entry.state()))
        .setTime(of(entry.time()))
        .setActor(entry.actor())
        .setReason(entry.reason())
        .build();
  }
}
