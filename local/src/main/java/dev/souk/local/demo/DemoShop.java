package dev.souk.local.demo;

import dev.souk.auth.v1.AuthServiceGrpc;
import dev.souk.inventory.v1.InventoryServiceGrpc;
import dev.souk.local.StackPorts;
import dev.souk.local.service.ShopService;
import dev.souk.product.v1.ProductServiceGrpc;
import dev.souk.user.v1.UserServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.TimeUnit;

/** The services of a local shop, called directly as any client may call them. */
final class DemoShop implements AutoCloseable {
  private static final int DEADLINE_SECONDS = 60;

  private final ManagedChannel auth;
  private final ManagedChannel user;
  private final ManagedChannel product;

  DemoShop(StackPorts ports) {
    auth = channel(ports, ShopService.AUTH);
    user = channel(ports, ShopService.USER);
    product = channel(ports, ShopService.PRODUCT);
  }

  AuthServiceGrpc.AuthServiceBlockingStub auth() {
    return AuthServiceGrpc.newBlockingStub(auth)
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  UserServiceGrpc.UserServiceBlockingStub users() {
    return UserServiceGrpc.newBlockingStub(user)
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  ProductServiceGrpc.ProductServiceBlockingStub products() {
    return ProductServiceGrpc.newBlockingStub(product)
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  InventoryServiceGrpc.InventoryServiceBlockingStub inventory() {
    return InventoryServiceGrpc.newBlockingStub(product)
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    auth.shutdownNow();
    user.shutdownNow();
    product.shutdownNow();
  }

  private static ManagedChannel channel(StackPorts ports, ShopService service) {
    return NettyChannelBuilder.forTarget("127.0.0.1:" + ports.grpc(service)).usePlaintext().build();
  }
}
