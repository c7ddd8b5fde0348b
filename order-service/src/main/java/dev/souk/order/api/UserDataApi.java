package dev.souk.order.api;

import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.kit.paging.PageTokens;
import dev.souk.kit.server.Rpc;
import dev.souk.order.domain.BuyerErasure;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.Orders;
import dev.souk.order.message.OrderMessages;
import dev.souk.order.message.ReturnMessages;
import dev.souk.order.returns.Return;
import dev.souk.order.returns.Returns;
import dev.souk.order.v1.EraseUserRequest;
import dev.souk.order.v1.EraseUserResponse;
import dev.souk.order.v1.ExportOrdersRequest;
import dev.souk.order.v1.ExportOrdersResponse;
import dev.souk.order.v1.ExportReturnsRequest;
import dev.souk.order.v1.ExportReturnsResponse;
import dev.souk.order.v1.UserDataServiceGrpc;
import io.grpc.ServerServiceDefinition;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The RPCs of {@code souk.order.v1.UserDataService}; the proto says what each answers. */
public final class UserDataApi {
  private static final int PAGE = 100;

  private final Orders orders;
  private final Returns returns;
  private final BuyerErasure erasure;
  private final Clock clock;

  /** Answers with these. */
  public UserDataApi(Orders orders, Returns returns, BuyerErasure erasure, Clock clock) {
    this.orders = orders;
    this.returns = returns;
    this.erasure = erasure;
    this.clock = clock;
  }

  /** The RPCs, bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(UserDataServiceGrpc.getServiceDescriptor())
        .unary(UserDataServiceGrpc.getExportOrdersMethod(), this::export)
        .unary(UserDataServiceGrpc.getExportReturnsMethod(), this::exportReturns)
        .unary(UserDataServiceGrpc.getEraseUserMethod(), this::erase)
        .build();
  }

  private ExportOrdersResponse export(ExportOrdersRequest request) {
    StorableText.require(request);
    String query = "ExportOrders " + request.getUserId();
    Optional<String> after = PageTokens.decode(query, request.getPageToken());
    if (!after.map(id -> Ids.isValid("ord", id)).orElse(true)) {
      throw Errors.pageTokenInvalid();
    }
    List<Order> found = orders.allOf(request.getUserId(), after, PAGE + 1);
    ExportOrdersResponse.Builder page = ExportOrdersResponse.newBuilder();
    found.stream().limit(PAGE).map(OrderMessages::of).forEach(page::addOrders);
    if (found.size() > PAGE) {
      page.setNextPageToken(PageTokens.encode(query, found.get(PAGE - 1).orderId()));
    }
    return page.build();
  }

  private ExportReturnsResponse exportReturns(ExportReturnsRequest request) {
    StorableText.require(request);
    String query = "ExportReturns " + request.getUserId();
    Optional<String> after = ReturnApi.after(query, request.getPageToken());
    List<Return> found = returns.ofUser(request.getUserId(), after, PAGE + 1);
    ExportReturnsResponse.Builder page = ExportReturnsResponse.newBuilder();
    found.stream().limit(PAGE).map(ReturnMessages::of).forEach(page::addReturns);
    if (found.size() > PAGE) {
      page.setNextPageToken(PageTokens.encode(query, found.get(PAGE - 1).returnId()));
    }
    return page.build();
  }

  private EraseUserResponse erase(EraseUserRequest request) {
    StorableText.require(request);
    return EraseUserResponse.newBuilder()
        .setOrdersUnderWay(erasure.erase(request.getUserId(), clock.instant()))
        .build();
  }
}
