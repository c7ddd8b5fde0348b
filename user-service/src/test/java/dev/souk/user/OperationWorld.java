package dev.souk.user;

import dev.souk.auth.v1.KeptSession;
import dev.souk.cart.v1.Cart;
import dev.souk.cart.v1.Wishlist;
import dev.souk.cart.v1.WishlistItem;
import dev.souk.order.v1.ExportOrdersRequest;
import dev.souk.order.v1.ExportOrdersResponse;
import dev.souk.order.v1.ExportReturnsRequest;
import dev.souk.order.v1.ExportReturnsResponse;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.Return;
import dev.souk.payment.v1.ExportPaymentsRequest;
import dev.souk.payment.v1.ExportPaymentsResponse;
import dev.souk.payment.v1.Payment;
import dev.souk.product.v1.ExportProductsRequest;
import dev.souk.product.v1.ExportProductsResponse;
import dev.souk.product.v1.ExportReviewsRequest;
import dev.souk.product.v1.ExportReviewsResponse;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.Review;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** What other services keep of users, on one port: they can be away, one by one. */
final class OperationWorld implements AutoCloseable {
  /** Whom each service was told to erase, as {@code service/userId}. */
  final List<String> erased = new CopyOnWriteArrayList<>();

  /** The requests to auth-service to erase. */
  final List<dev.souk.auth.v1.EraseUserRequest> authRequests = new CopyOnWriteArrayList<>();

  private final Set<String> away = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> ordersUnderWay = new ConcurrentHashMap<>();
  private final Server server;
  private volatile int pagesOfOrders = 1;
  private volatile String orderNumber = "S-1";

  OperationWorld() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .addService(new Sessions())
            .addService(new Carts())
            .addService(new Orders())
            .addService(new Payments())
            .addService(new Products())
            .build()
            .start();
  }

  /** Settings that lead a service here; where sessions are is for the caller to say. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    for (String service : List.of("CART", "ORDER", "PAYMENT", "PRODUCT")) {
      settings.put("SOUK_" + service + "_TARGET", "127.0.0.1:" + server.getPort());
    }
    return settings;
  }

  /** The part of auth-service that is about users' data, to be served beside the rest of it. */
  Sessions sessions() {
    return new Sessions();
  }

  void goAway(String service) {
    away.add(service);
  }

  void comeBack() {
    away.clear();
  }

  void ordersUnderWay(String userId, int orders) {
    ordersUnderWay.put(userId, orders);
  }

  /** Everybody has so many pages of orders, one order each, with numbers of such a length. */
  void orders(int pages, int lengthOfNumber) {
    pagesOfOrders = pages;
    orderNumber = "S".repeat(lengthOfNumber);
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private <T> void answer(String service, StreamObserver<T> observer, Supplier<T> answer) {
    if (away.contains(service)) {
      observer.onError(Status.UNAVAILABLE.asRuntimeException());
      return;
    }
    observer.onNext(answer.get());
    observer.onCompleted();
  }

  private void note(String service, String userId) {
    erased.add(service + "/" + userId);
  }

  final class Sessions extends dev.souk.auth.v1.UserDataServiceGrpc.UserDataServiceImplBase {
    @Override
    public void exportSessions(
        dev.souk.auth.v1.ExportSessionsRequest request,
        StreamObserver<dev.souk.auth.v1.ExportSessionsResponse> observer) {
      answer(
          "auth",
          observer,
          () ->
              dev.souk.auth.v1.ExportSessionsResponse.newBuilder()
                  .addSessions(KeptSession.newBuilder().setSessionId("ses_" + request.getUserId()))
                  .build());
    }

    @Override
    public void eraseUser(
        dev.souk.auth.v1.EraseUserRequest request,
        StreamObserver<dev.souk.auth.v1.EraseUserResponse> observer) {
      answer(
          "auth",
          observer,
          () -> {
            note("auth", request.getUserId());
            authRequests.add(request);
            return dev.souk.auth.v1.EraseUserResponse.getDefaultInstance();
          });
    }
  }

  private final class Carts extends dev.souk.cart.v1.UserDataServiceGrpc.UserDataServiceImplBase {
    @Override
    public void exportCart(
        dev.souk.cart.v1.ExportCartRequest request, StreamObserver<Cart> observer) {
      answer("cart", observer, () -> Cart.newBuilder().setCartId("cart_1").build());
    }

    @Override
    public void exportWishlist(
        dev.souk.cart.v1.ExportWishlistRequest request, StreamObserver<Wishlist> observer) {
      answer(
          "cart",
          observer,
          () ->
              Wishlist.newBuilder()
                  .addItems(WishlistItem.newBuilder().setSku("of " + request.getUserId()))
                  .build());
    }

    @Override
    public void eraseUser(
        dev.souk.cart.v1.EraseUserRequest request,
        StreamObserver<dev.souk.cart.v1.EraseUserResponse> observer) {
      answer(
          "cart",
          observer,
          () -> {
            note("cart", request.getUserId());
            return dev.souk.cart.v1.EraseUserResponse.getDefaultInstance();
          });
    }
  }

  private final class Orders extends dev.souk.order.v1.UserDataServiceGrpc.UserDataServiceImplBase {
    @Override
    public void exportOrders(
        ExportOrdersRequest request, StreamObserver<ExportOrdersResponse> observer) {
      answer(
          "order",
          observer,
          () -> {
            int page =
                request.getPageToken().isEmpty() ? 1 : Integer.parseInt(request.getPageToken());
            return ExportOrdersResponse.newBuilder()
                .addOrders(Order.newBuilder().setOrderId("ord_" + page).setNumber(orderNumber))
                .setNextPageToken(page < pagesOfOrders ? Integer.toString(page + 1) : "")
                .build();
          });
    }

    @Override
    public void exportReturns(
        ExportReturnsRequest request, StreamObserver<ExportReturnsResponse> observer) {
      answer(
          "order",
          observer,
          () ->
              ExportReturnsResponse.newBuilder()
                  .addReturns(Return.newBuilder().setReturnId("ret_1"))
                  .build());
    }

    @Override
    public void eraseUser(
        dev.souk.order.v1.EraseUserRequest request,
        StreamObserver<dev.souk.order.v1.EraseUserResponse> observer) {
      answer(
          "order",
          observer,
          () -> {
            note("order", request.getUserId());
            return dev.souk.order.v1.EraseUserResponse.newBuilder()
                .setOrdersUnderWay(ordersUnderWay.getOrDefault(request.getUserId(), 0))
                .build();
          });
    }
  }

  private final class Payments
      extends dev.souk.payment.v1.UserDataServiceGrpc.UserDataServiceImplBase {
    @Override
    public void exportPayments(
        ExportPaymentsRequest request, StreamObserver<ExportPaymentsResponse> observer) {
      answer(
          "payment",
          observer,
          () ->
              ExportPaymentsResponse.newBuilder()
                  .addPayments(Payment.newBuilder().setPaymentId("pay_1"))
                  .addPayments(Payment.newBuilder().setPaymentId("pay_2"))
                  .build());
    }
  }

  private final class Products
      extends dev.souk.product.v1.UserDataServiceGrpc.UserDataServiceImplBase {
    @Override
    public void exportProducts(
        ExportProductsRequest request, StreamObserver<ExportProductsResponse> observer) {
      // An empty page before one that is not, as a list of one status may be.
      answer(
          "product",
          observer,
          () ->
              request.getPageToken().isEmpty()
                  ? ExportProductsResponse.newBuilder().setNextPageToken("2").build()
                  : ExportProductsResponse.newBuilder()
                      .addProducts(Product.newBuilder().setProductId("prd_1"))
                      .build());
    }

    @Override
    public void exportReviews(
        ExportReviewsRequest request, StreamObserver<ExportReviewsResponse> observer) {
      answer(
          "product",
          observer,
          () ->
              ExportReviewsResponse.newBuilder()
                  .addReviews(Review.newBuilder().setReviewId("rev_1"))
                  .build());
    }

    @Override
    public void eraseUser(
        dev.souk.product.v1.EraseUserRequest request,
        StreamObserver<dev.souk.product.v1.EraseUserResponse> observer) {
      answer(
          "product",
          observer,
          () -> {
            note("product", request.getUserId());
            boolean first =
                erased.stream().filter(("product/" + request.getUserId())::equals).count() == 1;
            return dev.souk.product.v1.EraseUserResponse.newBuilder().setMore(first).build();
          });
    }
  }
}
