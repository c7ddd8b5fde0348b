package dev.souk.order.api;

import dev.souk.kit.address.AddressRules;
import dev.souk.kit.error.Errors;
import dev.souk.kit.error.FieldViolation;
import dev.souk.kit.identity.Identity;
import dev.souk.order.discount.CodeText;
import dev.souk.order.domain.Buyer;
import dev.souk.order.domain.CartLine;
import dev.souk.order.domain.Destination;
import dev.souk.order.domain.Purchase;
import dev.souk.order.message.OrderMessages;
import dev.souk.order.v1.PlaceOrderRequest;
import dev.souk.order.v1.PurchaseItem;
import dev.souk.order.v1.QuoteOrderRequest;
import dev.souk.type.v1.PostalAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads out of requests what somebody wants to buy, the same for a quote and for an order. */
public final class PurchaseRequests {
  private static final int MAX_UNITS = 10_000;

  private final AddressRules addressRules;

  /** Reads addresses that follow the rules, as user-service asks of those that it keeps. */
  public PurchaseRequests(AddressRules addressRules) {
    this.addressRules = addressRules;
  }

  Purchase of(PlaceOrderRequest request) {
    return new Purchase(
        buyer(),
        destination(
            Optional.of(request.getShippingAddress()).filter(_ -> request.hasShippingAddress()),
            Optional.of(request.getBillingAddress()).filter(_ -> request.hasBillingAddress()),
            request.getShippingAddressId()),
        lines(request.getItemsList()),
        request.getShippingMethod(),
        CodeText.of(request.getDiscountCodesList()));
  }

  Purchase of(QuoteOrderRequest request) {
    return new Purchase(
        buyer(),
        destination(
            Optional.of(request.getShippingAddress()).filter(_ -> request.hasShippingAddress()),
            Optional.of(request.getBillingAddress()).filter(_ -> request.hasBillingAddress()),
            request.getShippingAddressId()),
        lines(request.getItemsList()),
        request.getShippingMethod(),
        CodeText.of(request.getDiscountCodesList()));
  }

  private static Buyer buyer() {
    return new Buyer(Identity.current().userId(), Identity.current().guestId());
  }

  private Destination destination(
      Optional<PostalAddress> shipping, Optional<PostalAddress> billing, String savedId) {
    if (savedId.isEmpty() == shipping.isEmpty()) {
      throw Errors.invalid(
          "shippingAddress", "or else shippingAddressId must be given, and not both");
    }
    List<FieldViolation> violations = new ArrayList<>();
    shipping.ifPresent(address -> violations.addAll(violations(address, "shippingAddress")));
    billing.ifPresent(address -> violations.addAll(violations(address, "billingAddress")));
    if (!violations.isEmpty()) {
      throw Errors.invalid(violations);
    }
    if (shipping.isEmpty() && Identity.current().userId().isEmpty()) {
      throw Errors.notFound("address", savedId);
    }
    return shipping
        .map(OrderMessages::addressOf)
        .<Destination>map(Destination.Written::new)
        .orElseGet(() -> new Destination.Saved(savedId));
  }

  private List<FieldViolation> violations(PostalAddress address, String path) {
    return addressRules.violations(OrderMessages.postalAddressOf(address), path);
  }

  private static List<CartLine> lines(List<PurchaseItem> items) {
    Map<String, Integer> units = new LinkedHashMap<>();
    items.forEach(item -> units.merge(item.getSku(), item.getQuantity(), Integer::sum));
    units.forEach((sku, quantity) -> {
      if (quantity > MAX_UNITS) {
        throw Errors.invalid("items", "must have at most 10,000 units of a SKU");
      }
    });
    return units.entrySet().stream()
        .map(line -> new CartLine(line.getKey(), line.getValue(), Optional.empty()))
        .toList();
  }
}
