package dev.souk.order.api;

import dev.souk.kit.money.Amount;
import dev.souk.kit.server.Rpc;
import dev.souk.order.discount.CodeText;
import dev.souk.order.domain.PriceCart;
import dev.souk.order.message.PricingMessages;
import dev.souk.order.pricing.BasketLine;
import dev.souk.order.v1.CartPricingServiceGrpc;
import dev.souk.order.v1.PriceCartLine;
import dev.souk.order.v1.PriceCartRequest;
import dev.souk.order.v1.PriceCartResponse;
import io.grpc.ServerServiceDefinition;

/** The RPCs of {@code souk.order.v1.CartPricingService}; the proto says what each answers. */
public final class CartPricingApi {
  private final PriceCart priceCart;

  /** Answers with the use case. */
  public CartPricingApi(PriceCart priceCart) {
    this.priceCart = priceCart;
  }

  /** The RPCs, bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(CartPricingServiceGrpc.getServiceDescriptor())
        .unary(CartPricingServiceGrpc.getPriceCartMethod(), this::price)
        .build();
  }

  private PriceCartResponse price(PriceCartRequest request) {
    StorableText.require(request);
    return PricingMessages.of(
        priceCart.price(
            request.getUserId(),
            request.getLinesList().stream().map(CartPricingApi::line).toList(),
            CodeText.of(request.getDiscountCodesList())));
  }

  private static BasketLine line(PriceCartLine line) {
    return new BasketLine(
        line.getSku(), "", "", line.getQuantity(), Amount.of(line.getUnitPrice()));
  }
}
