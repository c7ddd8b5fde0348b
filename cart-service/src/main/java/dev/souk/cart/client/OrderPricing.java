package dev.souk.cart.client;

import dev.souk.cart.domain.CartDiscounts;
import dev.souk.cart.domain.CartDiscounts.CodeDiscount;
import dev.souk.cart.domain.CartOwner;
import dev.souk.cart.domain.Discounts;
import dev.souk.cart.domain.ShownLine;
import dev.souk.kit.identity.Guests;
import dev.souk.kit.money.Amount;
import dev.souk.order.v1.CartPricingServiceGrpc;
import dev.souk.order.v1.CartPricingServiceGrpc.CartPricingServiceBlockingStub;
import dev.souk.order.v1.PriceCartLine;
import dev.souk.order.v1.PriceCartRequest;
import dev.souk.order.v1.PriceCartResponse;
import dev.souk.order.v1.QuotedDiscount;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** order-service's pricing. A cart is shown without it when it does not answer. */
public final class OrderPricing implements Discounts {
  private static final Logger LOG = LoggerFactory.getLogger(OrderPricing.class);
  private static final Duration DEADLINE = Duration.ofSeconds(1);

  private final CartPricingServiceBlockingStub pricing;

  /** Asks over the channel. */
  public OrderPricing(Channel channel) {
    this.pricing = CartPricingServiceGrpc.newBlockingStub(channel);
  }

  @Override
  public Optional<CartDiscounts> of(CartOwner owner, List<ShownLine> lines, List<String> codes) {
    PriceCartRequest.Builder request =
        PriceCartRequest.newBuilder().setUserId(ownerId(owner)).addAllDiscountCodes(codes);
    lines.forEach(shown -> request.addLines(line(shown)));
    try {
      return Optional.of(discounts(pricing.withDeadlineAfter(DEADLINE).priceCart(request.build())));
    } catch (StatusRuntimeException e) {
      LOG.warn("order-service does not price a cart: {}", e.getStatus());
      return Optional.empty();
    }
  }

  private static String ownerId(CartOwner owner) {
    return switch (owner) {
      case CartOwner.User user -> user.userId();
      case CartOwner.Guest guest -> Guests.ownerId(guest.guestId());
      case CartOwner.HashedGuest guest -> Guests.ownerIdOfHash(guest.hash());
    };
  }

  private static PriceCartLine line(ShownLine shown) {
    return PriceCartLine.newBuilder()
        .setSku(shown.line().sku())
        .setQuantity(shown.line().quantity())
        .setUnitPrice(shown.line().unitPrice().toProto())
        .build();
  }

  private static CartDiscounts discounts(PriceCartResponse response) {
    return new CartDiscounts(
        response.getDiscountsList().stream().map(OrderPricing::discount).toList(),
        Amount.of(response.getDiscount()));
  }

  private static CodeDiscount discount(QuotedDiscount discount) {
    return new CodeDiscount(
        discount.getCode(),
        Amount.of(discount.getAmount()),
        discount.getFreeShipping(),
        discount.getObstacle());
  }
}
