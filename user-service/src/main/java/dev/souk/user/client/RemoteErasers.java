package dev.souk.user.client;

import com.google.protobuf.util.Timestamps;
import dev.souk.auth.v1.UserDataServiceGrpc;
import dev.souk.user.domain.operation.ErasedAccount;
import dev.souk.user.domain.operation.Eraser;
import dev.souk.user.domain.operation.Eraser.Left;
import io.grpc.Channel;

/** Has other services erase what they keep of a user. */
public final class RemoteErasers {
  private RemoteErasers() {}

  /** Sessions, and what was mailed for them, at auth-service. */
  public static Eraser sessions(Channel authService) {
    RemoteCalls calls = new RemoteCalls("auth-service");
    return account -> {
      var _ =
          calls.answer(deadline ->
              UserDataServiceGrpc.newBlockingStub(authService)
                  .withDeadlineAfter(deadline)
                  .eraseUser(authRequest(account)));
      return Left.NOTHING;
    };
  }

  private static dev.souk.auth.v1.EraseUserRequest authRequest(ErasedAccount account) {
    return dev.souk.auth.v1.EraseUserRequest.newBuilder()
        .setUserId(account.userId())
        .setEmail(account.email().orElse(""))
        .setDeleteTime(Timestamps.fromMillis(account.deleteTime().toEpochMilli()))
        .build();
  }

  /** The cart and the wishlist at cart-service. */
  public static Eraser cart(Channel cartService) {
    RemoteCalls calls = new RemoteCalls("cart-service");
    return account -> {
      var _ =
          calls.answer(deadline ->
              dev.souk.cart.v1.UserDataServiceGrpc.newBlockingStub(cartService)
                  .withDeadlineAfter(deadline)
                  .eraseUser(
                      dev.souk.cart.v1.EraseUserRequest.newBuilder()
                          .setUserId(account.userId())
                          .build()));
      return Left.NOTHING;
    };
  }

  /** What is sold, and the reviews of what was bought, at product-service. */
  public static Eraser products(Channel productService) {
    RemoteCalls calls = new RemoteCalls("product-service");
    return account -> {
      boolean more =
          calls
              .answer(deadline ->
                  dev.souk.product.v1.UserDataServiceGrpc.newBlockingStub(productService)
                      .withDeadlineAfter(deadline)
                      .eraseUser(
                          dev.souk.product.v1.EraseUserRequest.newBuilder()
                              .setUserId(account.userId())
                              .build()))
              .getMore();
      return more ? Left.MORE : Left.NOTHING;
    };
  }

  /** What was bought, at order-service. */
  public static Eraser orders(Channel orderService) {
    RemoteCalls calls = new RemoteCalls("order-service");
    return account -> {
      int underWay =
          calls
              .answer(deadline ->
                  dev.souk.order.v1.UserDataServiceGrpc.newBlockingStub(orderService)
                      .withDeadlineAfter(deadline)
                      .eraseUser(
                          dev.souk.order.v1.EraseUserRequest.newBuilder()
                              .setUserId(account.userId())
                              .build()))
              .getOrdersUnderWay();
      return underWay > 0 ? Left.NEEDED : Left.NOTHING;
    };
  }
}
