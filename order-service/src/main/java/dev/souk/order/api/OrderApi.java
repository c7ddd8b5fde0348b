package dev.souk.order.api;

import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.kit.idempotency.IdempotencyKey;
import dev.souk.kit.identity.Identity;
import dev.souk.kit.money.Amount;
import dev.souk.kit.paging.PageSize;
import dev.souk.kit.paging.PageTokens;
import dev.souk.kit.server.Rpc;
import dev.souk.order.domain.AccessTokens;
import dev.souk.order.domain.DraftOrder;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderAccess;
import dev.souk.order.domain.OrderCursor;
import dev.souk.order.domain.OrderQuery;
import dev.souk.order.domain.Orders;
import dev.souk.order.domain.Purchase;
import dev.souk.order.domain.RequestKey;
import dev.souk.order.message.OrderMessages;
import dev.souk.order.message.PricingMessages;
import dev.souk.order.saga.CancelOrder;
import dev.souk.order.saga.Cancellation;
import dev.souk.order.saga.ConfirmPayment;
import dev.souk.order.saga.PlaceOrder;
import dev.souk.order.saga.Placement;
import dev.souk.order.v1.CancelOrderRequest;
import dev.souk.order.v1.ConfirmPaymentRequest;
import dev.souk.order.v1.GetOrderRequest;
import dev.souk.order.v1.ListOrdersRequest;
import dev.souk.order.v1.ListOrdersResponse;
import dev.souk.order.v1.OrderQuote;
import dev.souk.order.v1.OrderServiceGrpc;
import dev.souk.order.v1.PlaceOrderRequest;
import dev.souk.order.v1.QuoteOrderRequest;
import io.grpc.ServerServiceDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The RPCs of {@code souk.order.v1.OrderService}; the proto says what each answers. */
public final class OrderApi {
  private static final String PLACE = OrderServiceGrpc.getPlaceOrderMethod().getFullMethodName();
  private static final String CANCEL = OrderServiceGrpc.getCancelOrderMethod().getFullMethodName();

  /** How long a placement may take before a pending order is answered. */
  private static final Duration PLACING = Duration.ofSeconds(8);

  /** How long a refund may take before an order being cancelled is answered. */
  private static final Duration CANCELLING = Duration.ofSeconds(3);

  private final DraftOrder drafts;
  private final PlaceOrder placeOrder;
  private final ConfirmPayment confirmPayment;
  private final CancelOrder cancelOrder;
  private final Orders orders;
  private final OrderAccess access;
  private final AccessTokens tokens;
  private final PurchaseRequests purchases;
  private final TimeLimit timeLimit;

  /** Answers with these. */
  public OrderApi(
      DraftOrder drafts,
      PlaceOrder placeOrder,
      ConfirmPayment confirmPayment,
      CancelOrder cancelOrder,
      Orders orders,
      OrderAccess access,
      AccessTokens tokens,
      PurchaseRequests purchases,
      TimeLimit timeLimit) {
    this.drafts = drafts;
    this.placeOrder = placeOrder;
    this.confirmPayment = confirmPayment;
    this.cancelOrder = cancelOrder;
    this.orders = orders;
    this.access = access;
    this.tokens = tokens;
    this.purchases = purchases;
    this.timeLimit = timeLimit;
  }

  /** The RPCs, bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(OrderServiceGrpc.getServiceDescriptor())
        .unary(OrderServiceGrpc.getQuoteOrderMethod(), this::quote)
        .unary(OrderServiceGrpc.getPlaceOrderMethod(), this::place)
        .unary(OrderServiceGrpc.getConfirmPaymentMethod(), this::confirm)
        .unary(OrderServiceGrpc.getGetOrderMethod(), this::get)
        .unary(OrderServiceGrpc.getListOrdersMethod(), this::list)
        .unary(OrderServiceGrpc.getCancelOrderMethod(), this::cancel)
        .build();
  }

  private OrderQuote quote(QuoteOrderRequest request) {
    StorableText.require(request);
    return PricingMessages.of(drafts.draft(purchases.of(request)));
  }

  private dev.souk.order.v1.Order place(PlaceOrderRequest request) {
    StorableText.require(request);
    requireEmailOfGuest(request.getEmail());
    Purchase purchase = purchases.of(request);
    RequestKey key =
        new RequestKey(
            Identity.current().requireOwnerId(),
            PLACE,
            IdempotencyKey.required(),
            IdempotencyKey.fingerprint(request));
    Placement placement =
        new Placement(
            key,
            purchase,
            request.hasBillingAddress()
                ? Optional.of(OrderMessages.addressOf(request.getBillingAddress()))
                : Optional.empty(),
            request.getCustomerNote(),
            request.getEmail(),
            request.getPayment().getToken(),
            request.hasExpectedTotal()
                ? Optional.of(Amount.of(request.getExpectedTotal()))
                : Optional.empty(),
            timeLimit.in(PLACING));
    return withToken(Detached.call(() -> placeOrder.place(placement)));
  }

  private static void requireEmailOfGuest(String email) {
    if (email.isEmpty() == Identity.current().userId().isEmpty()) {
      throw Errors.invalid(
          "email",
          email.isEmpty() ? "is required of a guest" : "is a guest's; a user's is the account's");
    }
  }

  /** After the key was changed, orders from before open with tokens that nobody can make again. */
  private dev.souk.order.v1.Order withToken(Order order) {
    dev.souk.order.v1.Order message = OrderMessages.of(order);
    String token = tokens.of(order.orderId());
    return order
        .terms()
        .guest()
        .filter(guest -> AccessTokens.opens(token, guest.tokenHash()))
        .map(_ -> message.toBuilder().setAccessToken(token).build())
        .orElse(message);
  }

  private String buyerOf(String orderId, String accessToken) {
    return access.actor(orderId, Identity.current().requireOwnerId(), accessToken);
  }

  private dev.souk.order.v1.Order confirm(ConfirmPaymentRequest request) {
    requireOrderId(request.getOrderId());
    String buyer = buyerOf(request.getOrderId(), request.getAccessToken());
    return OrderMessages.of(
        Detached.call(
            () -> confirmPayment.confirm(request.getOrderId(), buyer, timeLimit.in(PLACING))));
  }

  private dev.souk.order.v1.Order get(GetOrderRequest request) {
    requireOrderId(request.getOrderId());
    Identity caller = Identity.current();
    Optional<Order> order =
        caller.has(Identity.ADMIN)
            ? orders.find(request.getOrderId())
            : orders.findOf(
                request.getOrderId(), buyerOf(request.getOrderId(), request.getAccessToken()));
    return OrderMessages.of(
        order.orElseThrow(() -> Errors.notFound("order", request.getOrderId())));
  }

  private static void requireOrderId(String orderId) {
    if (!Ids.isValid("ord", orderId)) {
      throw Errors.notFound("order", orderId);
    }
  }

  private ListOrdersResponse list(ListOrdersRequest request) {
    String buyer = Identity.current().requireUserId();
    String query = "ListOrders " + buyer + ' ' + request.getState();
    int size = PageSize.of(request.getPageSize());
    List<Order> found =
        orders.page(
            new OrderQuery(
                buyer,
                OrderMessages.stateOf(request.getState()),
                PageTokens.decode(query, request.getPageToken()).map(CursorText::read),
                size + 1));
    ListOrdersResponse.Builder page = ListOrdersResponse.newBuilder();
    found.stream().limit(size).map(OrderMessages::of).forEach(page::addOrders);
    if (found.size() > size) {
      OrderCursor last = OrderCursor.of(found.get(size - 1));
      page.setNextPageToken(PageTokens.encode(query, CursorText.write(last)));
    }
    return page.build();
  }

  private dev.souk.order.v1.Order cancel(CancelOrderRequest request) {
    requireOrderId(request.getOrderId());
    StorableText.require(request);
    Identity caller = Identity.current();
    boolean isAdmin = caller.has(Identity.ADMIN);
    String canceller =
        isAdmin ? caller.userId() : buyerOf(request.getOrderId(), request.getAccessToken());
    String fingerprint = IdempotencyKey.fingerprint(request);
    Cancellation wish =
        new Cancellation(
            request.getOrderId(),
            canceller,
            isAdmin,
            request.getReason(),
            IdempotencyKey.current()
                .map(key -> new RequestKey(canceller, CANCEL, key, fingerprint)),
            timeLimit.in(CANCELLING));
    return OrderMessages.of(Detached.call(() -> cancelOrder.cancel(wish)));
  }
}
