package dev.souk.bench;

import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductServiceGrpc;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** A grpc-java server that answers GetProduct with one fixed product and does nothing else. */
final class Echo {
  private Echo() {}

  /** Takes the port and a file with the product. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Product product = Product.parseFrom(Files.readAllBytes(Path.of(args[1])));
    ServerServiceDefinition service =
        ServerServiceDefinition.builder(
                ServiceDescriptor.newBuilder(ProductServiceGrpc.SERVICE_NAME)
                    .addMethod(ProductServiceGrpc.getGetProductMethod())
                    .build())
            .addMethod(
                ProductServiceGrpc.getGetProductMethod(),
                ServerCalls.asyncUnaryCall((request, answer) -> {
                  answer.onNext(product);
                  answer.onCompleted();
                }))
            .build();
    Server server =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])))
            .addService(service)
            .build()
            .start();
    server.awaitTermination();
  }
}
