package dev.souk.order.api;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.kit.idempotency.IdempotencyKey;
import dev.souk.kit.paging.PageSize;
import dev.souk.kit.paging.PageTokens;
import dev.souk.kit.server.Rpc;
import dev.souk.order.domain.AllOrders;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderFilter;
import dev.souk.order.domain.OrderFilter.Owner;
import dev.souk.order.message.OrderMessages;
import dev.souk.order.v1.AdminOrderServiceGrpc;
import dev.souk.order.v1.ListAllOrdersRequest;
import dev.souk.order.v1.ListAllOrdersResponse;
import io.grpc.ServerServiceDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The RPC of {@code souk.order.v1.AdminOrderService}; the proto says what it answers. */
public final class AdminOrderApi {
  private final AllOrders orders;

  /** Answers with the orders. */
  public AdminOrderApi(AllOrders orders) {
    this.orders = orders;
  }

  /** The RPC, bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(AdminOrderServiceGrpc.getServiceDescriptor())
        .unary(AdminOrderServiceGrpc.getListAllOrdersMethod(), this::list)
        .build();
  }

  private ListAllOrdersResponse list(ListAllOrdersRequest request) {
    StorableText.require(request);
    String query =
        "ListAllOrders "
            + IdempotencyKey.fingerprint(
                request.toBuilder().clearPageSize().clearPageToken().build());
    Optional<String> after = PageTokens.decode(query, request.getPageToken());
    if (after.filter(id -> !Ids.isValid("ord", id)).isPresent()) {
      throw Errors.pageTokenInvalid();
    }
    int size = PageSize.of(request.getPageSize());
    List<Order> found = orders.page(filter(request, after, size + 1));
    ListAllOrdersResponse.Builder page = ListAllOrdersResponse.newBuilder();
    found.stream().limit(size).map(OrderMessages::of).forEach(page::addOrders);
    if (found.size() > size) {
      page.setNextPageToken(PageTokens.encode(query, found.get(size - 1).orderId()));
    }
    return page.build();
  }

  private static OrderFilter filter(
      ListAllOrdersRequest request, Optional<String> after, int limit) {
    Optional<Instant> from =
        time("createdAfter", request.hasCreatedAfter(), request.getCreatedAfter());
    Optional<Instant> before =
        time("createdBefore", request.hasCreatedBefore(), request.getCreatedBefore());
    if (from.isPresent() && before.isPresent() && from.get().isAfter(before.get())) {
      throw Errors.invalid("createdBefore", "must not be before createdAfter");
    }
    return new OrderFilter(
        owner(request), OrderMessages.stateOf(request.getState()), from, before, after, limit);
  }

  private static Optional<Owner> owner(ListAllOrdersRequest request) {
    List<Owner> given =
        Stream.<Optional<Owner>>of(
                text(request.getBuyerId()).map(Owner.OfBuyer::new),
                text(request.getEmail()).map(Owner.OfEmail::new),
                text(request.getNumber())
                    .map(number -> new Owner.Numbered(number.toUpperCase(Locale.ROOT))))
            .flatMap(Optional::stream)
            .toList();
    if (given.size() > 1) {
      throw Errors.invalid("buyerId", "cannot be given together with email or number");
    }
    return given.stream().findFirst();
  }

  private static Optional<String> text(String sent) {
    return sent.isEmpty() ? Optional.empty() : Optional.of(sent);
  }

  /** Orders have times to the microsecond, of years that PostgreSQL knows. */
  private static Optional<Instant> time(String field, boolean given, Timestamp message) {
    if (!given) {
      return Optional.empty();
    }
    if (!Timestamps.isValid(message)) {
      throw Errors.invalid(field, "must be a time of the years 1 to 9999");
    }
    return Optional.of(Instant.ofEpochSecond(message.getSeconds(), message.getNanos()));
  }
}
