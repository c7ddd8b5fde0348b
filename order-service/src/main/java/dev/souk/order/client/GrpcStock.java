package dev.souk.order.client;

import com.google.protobuf.util.Durations;
import dev.souk.inventory.v1.CommitReservationRequest;
import dev.souk.inventory.v1.InventoryServiceGrpc;
import dev.souk.inventory.v1.InventoryServiceGrpc.InventoryServiceBlockingStub;
import dev.souk.inventory.v1.ReleaseReservationRequest;
import dev.souk.inventory.v1.Reservation;
import dev.souk.inventory.v1.ReservationLine;
import dev.souk.inventory.v1.ReserveStockRequest;
import dev.souk.inventory.v1.RestockReservationRequest;
import dev.souk.inventory.v1.RestockReturnRequest;
import dev.souk.order.domain.ItemBack;
import dev.souk.order.domain.Order;
import dev.souk.order.saga.Stock;
import io.grpc.Channel;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The stock of product-service. */
public final class GrpcStock implements Stock {
  private static final Calls CALLS = new Calls("product-service");

  private final InventoryServiceBlockingStub stub;

  /** Calls over the channel. */
  public GrpcStock(Channel channel) {
    this.stub = InventoryServiceGrpc.newBlockingStub(channel);
  }

  @Override
  public void reserve(Order order, Duration hold) {
    ReserveStockRequest.Builder request =
        ReserveStockRequest.newBuilder()
            .setOrderId(order.orderId())
            .setTtl(Durations.fromMillis(hold.toMillis()));
    order
        .items()
        .forEach(item ->
            request.addLines(
                ReservationLine.newBuilder().setSku(item.sku()).setQuantity(item.quantity())));
    call(inventory -> inventory.reserveStock(request.build()));
  }

  @Override
  public void commit(Order order) {
    var request = CommitReservationRequest.newBuilder().setOrderId(order.orderId()).build();
    call(inventory -> inventory.commitReservation(request));
  }

  @Override
  public void release(Order order) {
    var request = ReleaseReservationRequest.newBuilder().setOrderId(order.orderId()).build();
    call(inventory -> inventory.releaseReservation(request));
  }

  @Override
  public void restock(Order order) {
    var request = RestockReservationRequest.newBuilder().setOrderId(order.orderId()).build();
    call(inventory -> inventory.restockReservation(request));
  }

  @Override
  public void restock(String returnId, String orderId, List<ItemBack> units) {
    RestockReturnRequest.Builder request =
        RestockReturnRequest.newBuilder().setReturnId(returnId).setOrderId(orderId);
    units.forEach(item ->
        request.addLines(
            ReservationLine.newBuilder().setSku(item.sku()).setQuantity(item.quantity())));
    var _ =
        CALLS.answer(() -> stub.withDeadlineAfter(Calls.DEADLINE).restockReturn(request.build()));
  }

  private void call(Function<InventoryServiceBlockingStub, Reservation> request) {
    var _ = CALLS.answer(() -> request.apply(stub.withDeadlineAfter(Calls.DEADLINE)));
  }
}
