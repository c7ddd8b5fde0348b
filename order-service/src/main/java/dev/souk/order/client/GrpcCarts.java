package dev.souk.order.client;

import dev.souk.cart.v1.CartServiceGrpc;
import dev.souk.cart.v1.CartServiceGrpc.CartServiceBlockingStub;
import dev.souk.cart.v1.CheckoutLine;
import dev.souk.cart.v1.OrderedItem;
import dev.souk.cart.v1.ReadCheckoutCartRequest;
import dev.souk.cart.v1.ReadCheckoutCartResponse;
import dev.souk.cart.v1.RemoveOrderedItemsRequest;
import dev.souk.kit.identity.Guests;
import dev.souk.kit.money.Amount;
import dev.souk.order.discount.AppliedDiscount;
import dev.souk.order.discount.CodeText;
import dev.souk.order.domain.Buyer;
import dev.souk.order.domain.CartLine;
import dev.souk.order.domain.Carts;
import dev.souk.order.domain.CheckoutCart;
import dev.souk.order.domain.Order;
import io.grpc.Channel;
import java.util.Optional;

/** The carts of cart-service. */
public final class GrpcCarts implements Carts {
  private static final Calls CALLS = new Calls("cart-service");

  private final CartServiceBlockingStub stub;

  /** Calls over the channel. */
  public GrpcCarts(Channel channel) {
    this.stub = CartServiceGrpc.newBlockingStub(channel);
  }

  @Override
  public CheckoutCart checkout(Buyer buyer) {
    ReadCheckoutCartRequest request =
        ReadCheckoutCartRequest.newBuilder()
            .setUserId(buyer.userId())
            .setGuestId(buyer.guestId())
            .build();
    ReadCheckoutCartResponse cart =
        CALLS.answer(() -> stub.withDeadlineAfter(Calls.DEADLINE).readCheckoutCart(request));
    return new CheckoutCart(
        cart.getLinesList().stream().map(GrpcCarts::line).toList(),
        CodeText.of(cart.getDiscountCodesList()));
  }

  private static CartLine line(CheckoutLine message) {
    return new CartLine(
        message.getSku(),
        message.getQuantity(),
        Optional.of(Amount.of(message.getShownUnitPrice())));
  }

  @Override
  public void removeOrdered(Order order) {
    RemoveOrderedItemsRequest.Builder request =
        RemoveOrderedItemsRequest.newBuilder()
            .setOrderId(order.orderId())
            .addAllDiscountCodes(
                order.terms().discounts().stream().map(AppliedDiscount::code).toList());
    Guests.hashIn(order.userId())
        .ifPresentOrElse(request::setGuestHash, () -> request.setUserId(order.userId()));
    order
        .items()
        .forEach(item ->
            request.addItems(
                OrderedItem.newBuilder().setSku(item.sku()).setQuantity(item.quantity())));
    var _ =
        CALLS.answer(
            () -> stub.withDeadlineAfter(Calls.DEADLINE).removeOrderedItems(request.build()));
  }
}
