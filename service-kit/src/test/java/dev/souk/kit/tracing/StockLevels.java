package dev.souk.kit.tracing;

import dev.souk.inventory.v1.GetStockLevelRequest;
import dev.souk.inventory.v1.InventoryServiceGrpc;
import dev.souk.inventory.v1.StockLevel;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import java.util.function.Function;

/** One method that anybody may call, served alone. */
final class StockLevels {
  private StockLevels() {}

  static ServerServiceDefinition by(Function<GetStockLevelRequest, StockLevel> answer) {
    return ServerServiceDefinition.builder(InventoryServiceGrpc.SERVICE_NAME)
        .addMethod(
            InventoryServiceGrpc.getGetStockLevelMethod(),
            ServerCalls.<GetStockLevelRequest, StockLevel>asyncUnaryCall((request, observer) -> {
              observer.onNext(answer.apply(request));
              observer.onCompleted();
            }))
        .build();
  }
}
