package dev.souk.order.api;

import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.kit.idempotency.IdempotencyKey;
import dev.souk.kit.identity.Identity;
import dev.souk.kit.paging.PageSize;
import dev.souk.kit.paging.PageTokens;
import dev.souk.kit.server.Rpc;
import dev.souk.order.domain.OrderAccess;
import dev.souk.order.domain.Orders;
import dev.souk.order.domain.RequestKey;
import dev.souk.order.message.ReturnMessages;
import dev.souk.order.returns.ProcessReturn;
import dev.souk.order.returns.RefundReturn;
import dev.souk.order.returns.RequestReturn;
import dev.souk.order.returns.ReturnWish;
import dev.souk.order.returns.Returns;
import dev.souk.order.v1.ApproveReturnRequest;
import dev.souk.order.v1.CreateReturnRequest;
import dev.souk.order.v1.GetReturnRequest;
import dev.souk.order.v1.ListReturnsRequest;
import dev.souk.order.v1.ListReturnsResponse;
import dev.souk.order.v1.ReceiveReturnRequest;
import dev.souk.order.v1.ReceivedItem;
import dev.souk.order.v1.RefundReturnRequest;
import dev.souk.order.v1.RejectReturnRequest;
import dev.souk.order.v1.Return;
import dev.souk.order.v1.ReturnServiceGrpc;
import io.grpc.ServerServiceDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The RPCs of {@code souk.order.v1.ReturnService}; the proto says what each answers. */
public final class ReturnApi {
  private static final String CREATE =
      ReturnServiceGrpc.getCreateReturnMethod().getFullMethodName();

  /** How long stock or payment may take before a return is answered without. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final RequestReturn requestReturn;
  private final ProcessReturn processReturn;
  private final RefundReturn refundReturn;
  private final Returns returns;
  private final Orders orders;
  private final OrderAccess access;
  private final TimeLimit timeLimit;

  /** Answers with these. */
  public ReturnApi(
      RequestReturn requestReturn,
      ProcessReturn processReturn,
      RefundReturn refundReturn,
      Returns returns,
      Orders orders,
      OrderAccess access,
      TimeLimit timeLimit) {
    this.requestReturn = requestReturn;
    this.processReturn = processReturn;
    this.refundReturn = refundReturn;
    this.returns = returns;
    this.orders = orders;
    this.access = access;
    this.timeLimit = timeLimit;
  }

  /** The RPCs, bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(ReturnServiceGrpc.getServiceDescriptor())
        .unary(ReturnServiceGrpc.getCreateReturnMethod(), this::create)
        .unary(ReturnServiceGrpc.getListReturnsMethod(), this::list)
        .unary(ReturnServiceGrpc.getGetReturnMethod(), this::get)
        .unary(ReturnServiceGrpc.getApproveReturnMethod(), this::approve)
        .unary(ReturnServiceGrpc.getRejectReturnMethod(), this::reject)
        .unary(ReturnServiceGrpc.getReceiveReturnMethod(), this::receive)
        .unary(ReturnServiceGrpc.getRefundReturnMethod(), this::refund)
        .build();
  }

  private Return create(CreateReturnRequest request) {
    requireId("ord", "order", request.getOrderId());
    StorableText.require(request);
    String buyer = buyerOf(request.getOrderId(), request.getAccessToken());
    String fingerprint = IdempotencyKey.fingerprint(request);
    return ReturnMessages.of(
        requestReturn.request(
            new ReturnWish(
                request.getOrderId(),
                buyer,
                RefundApi.units(request.getItemsList()),
                request.getReason(),
                IdempotencyKey.current()
                    .map(key -> new RequestKey(buyer, CREATE, key, fingerprint)))));
  }

  private ListReturnsResponse list(ListReturnsRequest request) {
    String orderId = request.getOrderId();
    requireId("ord", "order", orderId);
    verifyMayRead(orderId, request.getAccessToken());
    String query = "ListReturns " + orderId;
    int size = PageSize.of(request.getPageSize());
    List<dev.souk.order.returns.Return> found =
        returns.of(orderId, after(query, request.getPageToken()), size + 1);
    ListReturnsResponse.Builder page = ListReturnsResponse.newBuilder();
    found.stream().limit(size).map(ReturnMessages::of).forEach(page::addReturns);
    if (found.size() > size) {
      page.setNextPageToken(PageTokens.encode(query, found.get(size - 1).returnId()));
    }
    return page.build();
  }

  private void verifyMayRead(String orderId, String accessToken) {
    var order =
        Identity.current().has(Identity.ADMIN)
            ? orders.find(orderId)
            : orders.findOf(orderId, buyerOf(orderId, accessToken));
    if (order.isEmpty()) {
      throw Errors.notFound("order", orderId);
    }
  }

  private String buyerOf(String orderId, String accessToken) {
    return access.actor(orderId, Identity.current().requireOwnerId(), accessToken);
  }

  /** The return that a page comes after. */
  static Optional<String> after(String query, String pageToken) {
    Optional<String> after = PageTokens.decode(query, pageToken);
    if (!after.map(id -> Ids.isValid("ret", id)).orElse(true)) {
      throw Errors.pageTokenInvalid();
    }
    return after;
  }

  private Return get(GetReturnRequest request) {
    String returnId = request.getReturnId();
    requireId("ret", "return", returnId);
    var found = returns.find(returnId);
    boolean isAdmin = Identity.current().has(Identity.ADMIN);
    String orderId = found.map(dev.souk.order.returns.Return::orderId).orElse("");
    String reader = isAdmin ? actor() : buyerOf(orderId, request.getAccessToken());
    return found
        .filter(one -> isAdmin || one.userId().equals(reader))
        .map(ReturnMessages::of)
        .orElseThrow(() -> Errors.notFound("return", returnId));
  }

  private Return approve(ApproveReturnRequest request) {
    requireId("ret", "return", request.getReturnId());
    return ReturnMessages.of(processReturn.approve(request.getReturnId(), actor()));
  }

  private Return reject(RejectReturnRequest request) {
    requireId("ret", "return", request.getReturnId());
    StorableText.require(request);
    return ReturnMessages.of(
        processReturn.reject(request.getReturnId(), actor(), request.getReason()));
  }

  private Return receive(ReceiveReturnRequest request) {
    requireId("ret", "return", request.getReturnId());
    StorableText.require(request);
    Set<String> named =
        request.getItemsList().stream().map(ReceivedItem::getSku).collect(Collectors.toSet());
    if (named.size() < request.getItemsCount()) {
      throw Errors.invalid("items", "must name a SKU once");
    }
    Set<String> skus =
        request.getItemsList().stream()
            .filter(ReceivedItem::getRestock)
            .map(ReceivedItem::getSku)
            .collect(Collectors.toUnmodifiableSet());
    String actor = actor();
    Instant giveUp = timeLimit.in(PATIENCE);
    return ReturnMessages.of(
        Detached.call(() -> processReturn.receive(request.getReturnId(), actor, skus, giveUp)));
  }

  private Return refund(RefundReturnRequest request) {
    requireId("ret", "return", request.getReturnId());
    String actor = actor();
    Instant giveUp = timeLimit.in(PATIENCE);
    return ReturnMessages.of(
        Detached.call(() -> refundReturn.refund(request.getReturnId(), actor, giveUp)));
  }

  private static String actor() {
    return Identity.current().requireUserId();
  }

  private static void requireId(String prefix, String what, String id) {
    if (!Ids.isValid(prefix, id)) {
      throw Errors.notFound(what, id);
    }
  }
}
