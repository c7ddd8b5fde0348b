package dev.souk.user.client;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import dev.souk.auth.v1.ExportSessionsRequest;
import dev.souk.auth.v1.ExportSessionsResponse;
import dev.souk.cart.v1.ExportCartRequest;
import dev.souk.order.v1.ExportOrdersRequest;
import dev.souk.order.v1.ExportOrdersResponse;
import dev.souk.payment.v1.ExportPaymentsRequest;
import dev.souk.payment.v1.ExportPaymentsResponse;
import dev.souk.product.v1.ExportProductsRequest;
import dev.souk.product.v1.ExportProductsResponse;
import dev.souk.user.domain.operation.ExportSource;
import dev.souk.user.domain.operation.ExportSource.Page;
import io.grpc.Channel;
import java.util.List;

/** What other services keep of a user, as they would answer it over HTTP. */
public final class RemoteExports {
  /** As the gateway writes messages. */
  private static final JsonFormat.Printer JSON =
      JsonFormat.printer().alwaysPrintFieldsWithNoPresence().omittingInsignificantWhitespace();

  private RemoteExports() {}

  /** Sessions at auth-service. */
  public static ExportSource sessions(Channel authService) {
    RemoteCalls calls = new RemoteCalls("auth-service");
    return (userId, token) -> {
      ExportSessionsRequest request =
          ExportSessionsRequest.newBuilder()
              .setUserId(userId)
              .setPageToken(token.orElse(""))
              .build();
      ExportSessionsResponse page =
          calls.answer(deadline ->
              dev.souk.auth.v1.UserDataServiceGrpc.newBlockingStub(authService)
                  .withDeadlineAfter(deadline)
                  .exportSessions(request));
      return Page.list(values(page.getSessionsList()), page.getNextPageToken());
    };
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

  /** Orders at order-service. */
  public static ExportSource orders(Channel orderService) {
    RemoteCalls calls = new RemoteCalls("order-service");
    return (userId, token) -> {
      ExportOrdersRequest request =
          ExportOrdersRequest.newBuilder().setUserId(userId).setPageToken(token.orElse("")).build();
      ExportOrdersResponse page =
          calls.answer(deadline ->
              dev.souk.order.v1.UserDataServiceGrpc.newBlockingStub(orderService)
                  .withDeadlineAfter(deadline)
                  .exportOrders(request));
      return Page.list(values(page.getOrdersList()), page.getNextPageToken());
    };
  }

  /** Payments at payment-service. */
  public static ExportSource payments(Channel paymentService) {
    RemoteCalls calls = new RemoteCalls("payment-service");
    return (userId, token) -> {
      ExportPaymentsRequest request =
          ExportPaymentsRequest.newBuilder()
              .setUserId(userId)
              .setPageToken(token.orElse(""))
              .build();
      ExportPaymentsResponse page =
          calls.answer(deadline ->
              dev.souk.payment.v1.UserDataServiceGrpc.newBlockingStub(paymentService)
                  .withDeadlineAfter(deadline)
                  .exportPayments(request));
      return Page.list(values(page.getPaymentsList()), page.getNextPageToken());
    };
  }

  /** What is sold, at product-service. */
  public static ExportSource products(Channel productService) {
    RemoteCalls calls = new RemoteCalls("product-service");
    return (userId, token) -> {
      ExportProductsRequest request =
          ExportProductsRequest.newBuilder()
              .setUserId(userId)
              .setPageToken(token.orElse(""))
              .build();
      ExportProductsResponse page =
          calls.answer(deadline ->
              dev.souk.product.v1.UserDataServiceGrpc.newBlockingStub(productService)
                  .withDeadlineAfter(deadline)
                  .exportProducts(request));
      return Page.list(values(page.getProductsList()), page.getNextPageToken());
    };
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
