package dev.souk.user.client;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import dev.souk.auth.v1.ExportSessionsRequest;
import dev.souk.cart.v1.ExportCartRequest;
import dev.souk.cart.v1.ExportWishlistRequest;
import dev.souk.order.v1.ExportOrdersRequest;
import dev.souk.order.v1.ExportReturnsRequest;
import dev.souk.payment.v1.ExportPaymentsRequest;
import dev.souk.product.v1.ExportProductsRequest;
import dev.souk.product.v1.ExportReviewsRequest;
import dev.souk.user.domain.operation.ExportSource;
import dev.souk.user.domain.operation.ExportSource.Page;
import io.grpc.Channel;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** What other services keep of a user, as they would answer it over HTTP. */
public final class RemoteExports {
  /** As the gateway writes messages. */
  private static final JsonFormat.Printer JSON =
      JsonFormat.printer().alwaysPrintFieldsWithNoPresence().omittingInsignificantWhitespace();

  private RemoteExports() {}

  /** Sessions at auth-service. */
  public static ExportSource sessions(Channel authService) {
    return pages(
        "auth-service",
        (userId, token, deadline) ->
            dev.souk.auth.v1.UserDataServiceGrpc.newBlockingStub(authService)
                .withDeadlineAfter(deadline)
                .exportSessions(
                    ExportSessionsRequest.newBuilder()
                        .setUserId(userId)
                        .setPageToken(token)
                        .build()),
        page -> Page.list(values(page.getSessionsList()), page.getNextPageToken()));
  }

  /** The cart at cart-service. */
  public static ExportSource cart(Channel cartService) {
    RemoteCalls calls = new RemoteCalls("cart-service");
    return (userId, token) ->
        Page.single(
            json(
                calls.answer(deadline ->
                    dev.souk.cart.v1.UserDataServiceGrpc.newBlockingStub(cartService)
                        .withDeadlineAfter(deadline)
                        .exportCart(ExportCartRequest.newBuilder().setUserId(userId).build()))));
  }

  /** The wishlist at cart-service. */
  public static ExportSource wishlist(Channel cartService) {
    RemoteCalls calls = new RemoteCalls("cart-service");
    return (userId, token) ->
        Page.single(
            json(
                calls.answer(deadline ->
                    dev.souk.cart.v1.UserDataServiceGrpc.newBlockingStub(cartService)
                        .withDeadlineAfter(deadline)
                        .exportWishlist(
                            ExportWishlistRequest.newBuilder().setUserId(userId).build()))));
  }

  /** Orders at order-service. */
  public static ExportSource orders(Channel orderService) {
    return pages(
        "order-service",
        (userId, token, deadline) ->
            dev.souk.order.v1.UserDataServiceGrpc.newBlockingStub(orderService)
                .withDeadlineAfter(deadline)
                .exportOrders(
                    ExportOrdersRequest.newBuilder().setUserId(userId).setPageToken(token).build()),
        page -> Page.list(values(page.getOrdersList()), page.getNextPageToken()));
  }

  /** Returns at order-service. */
  public static ExportSource returns(Channel orderService) {
    return pages(
        "order-service",
        (userId, token, deadline) ->
            dev.souk.order.v1.UserDataServiceGrpc.newBlockingStub(orderService)
                .withDeadlineAfter(deadline)
                .exportReturns(
                    ExportReturnsRequest.newBuilder()
                        .setUserId(userId)
                        .setPageToken(token)
                        .build()),
        page -> Page.list(values(page.getReturnsList()), page.getNextPageToken()));
  }

  /** Payments at payment-service. */
  public static ExportSource payments(Channel paymentService) {
    return pages(
        "payment-service",
        (userId, token, deadline) ->
            dev.souk.payment.v1.UserDataServiceGrpc.newBlockingStub(paymentService)
                .withDeadlineAfter(deadline)
                .exportPayments(
                    ExportPaymentsRequest.newBuilder()
                        .setUserId(userId)
                        .setPageToken(token)
                        .build()),
        page -> Page.list(values(page.getPaymentsList()), page.getNextPageToken()));
  }

  /** What is sold, at product-service. */
  public static ExportSource products(Channel productService) {
    return pages(
        "product-service",
        (userId, token, deadline) ->
            dev.souk.product.v1.UserDataServiceGrpc.newBlockingStub(productService)
                .withDeadlineAfter(deadline)
                .exportProducts(
                    ExportProductsRequest.newBuilder()
                        .setUserId(userId)
                        .setPageToken(token)
                        .build()),
        page -> Page.list(values(page.getProductsList()), page.getNextPageToken()));
  }

  /** Reviews at product-service. */
  public static ExportSource reviews(Channel productService) {
    return pages(
        "product-service",
        (userId, token, deadline) ->
            dev.souk.product.v1.UserDataServiceGrpc.newBlockingStub(productService)
                .withDeadlineAfter(deadline)
                .exportReviews(
                    ExportReviewsRequest.newBuilder()
                        .setUserId(userId)
                        .setPageToken(token)
                        .build()),
        page -> Page.list(values(page.getReviewsList()), page.getNextPageToken()));
  }

  /** A call that answers a page of what a service keeps. */
  @FunctionalInterface
  private interface PageCall<P> {
    P page(String userId, String token, Duration deadline);
  }

  private static <P> ExportSource pages(
      String service, PageCall<P> call, Function<P, Page> reading) {
    RemoteCalls calls = new RemoteCalls(service);
    return (userId, token) ->
        reading.apply(calls.answer(deadline -> call.page(userId, token.orElse(""), deadline)));
  }

  private static List<String> values(List<? extends MessageOrBuilder> messages) {
    return messages.stream().map(RemoteExports::json).toList();
  }

  private static String json(MessageOrBuilder message) {
    try {
      return JSON.print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a message has no JSON", e);
    }
  }
}
