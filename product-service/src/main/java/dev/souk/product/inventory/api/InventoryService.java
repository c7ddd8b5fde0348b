package dev.souk.product.inventory.api;

import dev.souk.inventory.v1.AdjustStockRequest;
import dev.souk.inventory.v1.CommitReservationRequest;
import dev.souk.inventory.v1.GetStockLevelRequest;
import dev.souk.inventory.v1.InventoryServiceGrpc;
import dev.souk.inventory.v1.ReleaseReservationRequest;
import dev.souk.inventory.v1.Reservation;
import dev.souk.inventory.v1.ReserveStockRequest;
import dev.souk.inventory.v1.RestockReservationRequest;
import dev.souk.inventory.v1.StockLevel;
import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.kit.idempotency.IdempotencyKey;
import dev.souk.kit.identity.Identity;
import dev.souk.kit.server.Rpc;
import dev.souk.product.inventory.domain.Actor;
import dev.souk.product.inventory.domain.AdjustStock;
import dev.souk.product.inventory.domain.Adjustment;
import dev.souk.product.inventory.domain.CommitReservation;
import dev.souk.product.inventory.domain.Fingerprint;
import dev.souk.product.inventory.domain.ReadStock;
import dev.souk.product.inventory.domain.ReleaseReservation;
import dev.souk.product.inventory.domain.ReserveStock;
import dev.souk.product.inventory.domain.RestockReservation;
import dev.souk.product.seller.SellerGuard;
import io.grpc.ServerServiceDefinition;
import java.util.Optional;

/** Serves {@code souk.inventory.v1.InventoryService}. */
public final class InventoryService {
  private final ReadStock readStock;
  private final AdjustStock adjustStock;
  private final ReserveStock reserveStock;
  private final CommitReservation commitReservation;
  private final ReleaseReservation releaseReservation;
  private final RestockReservation restockReservation;
  private final SellerGuard sellerGuard;

  /** Serves the use cases. */
  public InventoryService(
      ReadStock readStock,
      AdjustStock adjustStock,
      ReserveStock reserveStock,
      CommitReservation commitReservation,
      ReleaseReservation releaseReservation,
      RestockReservation restockReservation,
      SellerGuard sellerGuard) {
    this.readStock = readStock;
    this.adjustStock = adjustStock;
    this.reserveStock = reserveStock;
    this.commitReservation = commitReservation;
    this.releaseReservation = releaseReservation;
    this.restockReservation = restockReservation;
    this.sellerGuard = sellerGuard;
  }

  /** The methods, bound. */
  public ServerServiceDefinition bind() {
    return Rpc.service(InventoryServiceGrpc.getServiceDescriptor())
        .unary(InventoryServiceGrpc.getGetStockLevelMethod(), this::getStockLevel)
        .unary(InventoryServiceGrpc.getAdjustStockMethod(), this::adjustStock)
        .unary(InventoryServiceGrpc.getReserveStockMethod(), this::reserveStock)
        .unary(InventoryServiceGrpc.getCommitReservationMethod(), this::commitReservation)
        .unary(InventoryServiceGrpc.getReleaseReservationMethod(), this::releaseReservation)
        .unary(InventoryServiceGrpc.getRestockReservationMethod(), this::restockReservation)
        .build();
  }

  private StockLevel getStockLevel(GetStockLevelRequest request) {
    return InventoryMessages.level(readStock.of(known(request.getSku()), actor()));
  }

  private StockLevel adjustStock(AdjustStockRequest request) {
    sellerGuard.verifyCaller();
    Adjustment adjustment =
        new Adjustment(known(request.getSku()), request.getDelta(), request.getReason());
    return InventoryMessages.level(adjustStock.adjust(adjustment, actor(), fingerprint(request)));
  }

  private Reservation reserveStock(ReserveStockRequest request) {
    return InventoryMessages.reservation(
        reserveStock.reserve(
            orderId(request.getOrderId()),
            InventoryMessages.lines(request),
            InventoryMessages.ttl(request)));
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
