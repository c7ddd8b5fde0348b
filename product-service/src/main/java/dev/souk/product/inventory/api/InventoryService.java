package dev.souk.product.inventory.api;

import dev.souk.inventory.v1.AdjustStockRequest;
import dev.souk.inventory.v1.CommitReservationRequest;
import dev.souk.inventory.v1.GetStockLevelRequest;
import dev.souk.inventory.v1.InventoryServiceGrpc;
import dev.souk.inventory.v1.ListLowStockRequest;
import dev.souk.inventory.v1.ListLowStockResponse;
import dev.souk.inventory.v1.ListStockEntriesRequest;
import dev.souk.inventory.v1.ListStockEntriesResponse;
import dev.souk.inventory.v1.ReleaseReservationRequest;
import dev.souk.inventory.v1.Reservation;
import dev.souk.inventory.v1.ReserveStockRequest;
import dev.souk.inventory.v1.RestockReservationRequest;
import dev.souk.inventory.v1.RestockReturnRequest;
import dev.souk.inventory.v1.RestockReturnResponse;
import dev.souk.inventory.v1.StockLevel;
import dev.souk.inventory.v1.UpdateLowStockThresholdRequest;
import dev.souk.inventory.v1.WatchedStockLevel;
import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.kit.idempotency.IdempotencyKey;
import dev.souk.kit.identity.Identity;
import dev.souk.kit.paging.PageSize;
import dev.souk.kit.paging.PageTokens;
import dev.souk.kit.server.Rpc;
import dev.souk.product.inventory.domain.Actor;
import dev.souk.product.inventory.domain.AdjustStock;
import dev.souk.product.inventory.domain.CommitReservation;
import dev.souk.product.inventory.domain.Fingerprint;
import dev.souk.product.inventory.domain.LedgerEntry;
import dev.souk.product.inventory.domain.LowStock;
import dev.souk.product.inventory.domain.ReadLedger;
import dev.souk.product.inventory.domain.ReadStock;
import dev.souk.product.inventory.domain.ReleaseReservation;
import dev.souk.product.inventory.domain.ReserveStock;
import dev.souk.product.inventory.domain.RestockReservation;
import dev.souk.product.inventory.domain.RestockReturn;
import dev.souk.product.inventory.domain.WatchStock;
import dev.souk.product.inventory.metric.StockOuts;
import dev.souk.product.seller.SellerGuard;
import io.grpc.ServerServiceDefinition;
import java.util.List;
import java.util.Optional;

/** Serves {@code souk.inventory.v1.InventoryService}. */
public final class InventoryService {
  private final ReadStock readStock;
  private final AdjustStock adjustStock;
  private final WatchStock watchStock;
  private final ReadLedger readLedger;
  private final ReserveStock reserveStock;
  private final CommitReservation commitReservation;
  private final ReleaseReservation releaseReservation;
  private final RestockReservation restockReservation;
  private final RestockReturn restockReturn;
  private final SellerGuard sellerGuard;
  private final StockOuts stockOuts;

  /** Serves the use cases. */
  public InventoryService(
      ReadStock readStock,
      AdjustStock adjustStock,
      WatchStock watchStock,
      ReadLedger readLedger,
      ReserveStock reserveStock,
      CommitReservation commitReservation,
      ReleaseReservation releaseReservation,
      RestockReservation restockReservation,
      RestockReturn restockReturn,
      SellerGuard sellerGuard,
      StockOuts stockOuts) {
    this.readStock = readStock;
    this.adjustStock = adjustStock;
    this.watchStock = watchStock;
    this.readLedger = readLedger;
    this.reserveStock = reserveStock;
    this.commitReservation = commitReservation;
    this.releaseReservation = releaseReservation;
    this.restockReservation = restockReservation;
    this.restockReturn = restockReturn;
    this.sellerGuard = sellerGuard;
    this.stockOuts = stockOuts;
  }

  /** The methods, bound. */
  public ServerServiceDefinition bind() {
    return Rpc.service(InventoryServiceGrpc.getServiceDescriptor())
        .unary(InventoryServiceGrpc.getGetStockLevelMethod(), this::getStockLevel)
        .unary(InventoryServiceGrpc.getAdjustStockMethod(), this::adjustStock)
        .unary(InventoryServiceGrpc.getUpdateLowStockThresholdMethod(), this::updateThreshold)
        .unary(InventoryServiceGrpc.getListLowStockMethod(), this::listLowStock)
        .unary(InventoryServiceGrpc.getListStockEntriesMethod(), this::listEntries)
        .unary(InventoryServiceGrpc.getReserveStockMethod(), this::reserveStock)
        .unary(InventoryServiceGrpc.getCommitReservationMethod(), this::commitReservation)
        .unary(InventoryServiceGrpc.getReleaseReservationMethod(), this::releaseReservation)
        .unary(InventoryServiceGrpc.getRestockReservationMethod(), this::restockReservation)
        .unary(InventoryServiceGrpc.getRestockReturnMethod(), this::restockReturn)
        .build();
  }

  private StockLevel getStockLevel(GetStockLevelRequest request) {
    String sku = known(request.getSku());
    return InventoryMessages.level(
        request.getLocation().isEmpty()
            ? readStock.of(sku, actor())
            : readStock.at(request.getLocation(), sku, actor()));
  }

  private StockLevel adjustStock(AdjustStockRequest request) {
    sellerGuard.verifyCaller();
    var _ = known(request.getSku());
    return InventoryMessages.level(
        adjustStock.adjust(InventoryMessages.adjustment(request), actor(), fingerprint(request)));
  }

  private WatchedStockLevel updateThreshold(UpdateLowStockThresholdRequest request) {
    sellerGuard.verifyCaller();
    return InventoryMessages.watched(
        watchStock.change(known(request.getSku()), request.getLowStockThreshold(), actor()));
  }

  private ListLowStockResponse listLowStock(ListLowStockRequest request) {
    String query = "ListLowStock";
    Optional<String> after = PageTokens.decode(query, request.getPageToken());
    if (!after.map(InventoryMessages::isSku).orElse(true)) {
      throw Errors.pageTokenInvalid();
    }
    LowStock.Page page = watchStock.low(actor(), after, PageSize.of(request.getPageSize()));
    return ListLowStockResponse.newBuilder()
        .addAllLevels(page.levels().stream().map(InventoryMessages::watched).toList())
        .setNextPageToken(page.last().map(sku -> PageTokens.encode(query, sku)).orElse(""))
        .build();
  }

  private ListStockEntriesResponse listEntries(ListStockEntriesRequest request) {
    String sku = known(request.getSku());
    String query = "ListStockEntries " + sku;
    Optional<String> after = PageTokens.decode(query, request.getPageToken());
    if (!after.map(id -> Ids.isValid("led", id)).orElse(true)) {
      throw Errors.pageTokenInvalid();
    }
    int size = PageSize.of(request.getPageSize());
    List<LedgerEntry> found = readLedger.of(sku, actor(), after, size + 1);
    ListStockEntriesResponse.Builder page = ListStockEntriesResponse.newBuilder();
    found.stream().limit(size).map(InventoryMessages::entry).forEach(page::addEntries);
    if (found.size() > size) {
      page.setNextPageToken(PageTokens.encode(query, found.get(size - 1).entryId()));
    }
    return page.build();
  }

  private Reservation reserveStock(ReserveStockRequest request) {
    return InventoryMessages.reservation(
        stockOuts.watch(() ->
            reserveStock.reserve(
                orderId(request.getOrderId()),
                InventoryMessages.lines(request.getLinesList()),
                InventoryMessages.ttl(request))));
  }

  private Reservation commitReservation(CommitReservationRequest request) {
    return InventoryMessages.reservation(commitReservation.commit(orderId(request.getOrderId())));
  }

  private Reservation releaseReservation(ReleaseReservationRequest request) {
    return InventoryMessages.reservation(releaseReservation.release(orderId(request.getOrderId())));
  }

  private Reservation restockReservation(RestockReservationRequest request) {
    return InventoryMessages.reservation(restockReservation.restock(orderId(request.getOrderId())));
  }

  private RestockReturnResponse restockReturn(RestockReturnRequest request) {
    if (!Ids.isValid("ret", request.getReturnId())) {
      throw Errors.invalid("returnId", "must be a return's id");
    }
    restockReturn.restock(
        request.getReturnId(),
        orderId(request.getOrderId()),
        InventoryMessages.lines(request.getLinesList()));
    return RestockReturnResponse.getDefaultInstance();
  }

  private static Actor actor() {
    Identity caller = Identity.current();
    return new Actor(caller.userId(), caller.has(Identity.ADMIN));
  }

  private static Optional<Fingerprint> fingerprint(AdjustStockRequest request) {
    return IdempotencyKey.current()
        .map(key ->
            new Fingerprint(
                Identity.current().requireUserId() + "#AdjustStock#" + key,
                IdempotencyKey.fingerprint(request)));
  }

  /** A text that cannot be a SKU is answered like one that is not known. */
  private static String known(String sku) {
    if (!InventoryMessages.isSku(sku)) {
      throw Errors.notFound("SKU", sku);
    }
    return sku;
  }

  private static String orderId(String orderId) {
    if (!Ids.isValid("ord", orderId)) {
      throw Errors.invalid("orderId", "must be an order's id");
    }
    return orderId;
  }
}
