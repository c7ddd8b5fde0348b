package dev.souk.order;

import dev.souk.kit.server.SoukServer;
import dev.souk.order.client.GrpcAddressBooks;
import dev.souk.order.client.GrpcCarts;
import dev.souk.order.client.GrpcCatalog;
import dev.souk.order.client.GrpcPayments;
import dev.souk.order.client.GrpcStock;
import io.grpc.Channel;

/** The services that an order needs. */
record Neighbours(
    GrpcAddressBooks addressBooks,
    GrpcCatalog catalog,
    GrpcStock stock,
    GrpcCarts carts,
    GrpcPayments payments) {

  static Neighbours of(Foundation base) {
    SoukServer server = base.server();
    OrderConfig config = base.config();
    Channel product = server.channel(config.productTarget(), "product-service");
    return new Neighbours(
        new GrpcAddressBooks(server.channel(config.userTarget(), "user-service")),
        new GrpcCatalog(product),
        new GrpcStock(product),
        new GrpcCarts(server.channel(config.cartTarget(), "cart-service")),
        new GrpcPayments(server.channel(config.paymentTarget(), "payment-service")));
  }
}
