package dev.souk.bench;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;

/** The shop that is measured: a local stack, its ports moved by {@code SOUK_PORT_OFFSET}. */
final class Target {
  static final int PRODUCT = 5003;
  static final int USER = 5001;
  static final int AUTH = 5002;
  static final int CART = 5004;
  static final int ORDER = 5005;
  static final int REDIS = 6379;
  static final int AUTH_HTTP = 9002;
  static final int POSTGRES = 5432;
  static final int MONGODB = 27017;
  static final int DYNAMODB = 8042;

  private Target() {}

  static int port(int standard) {
    String offset = System.getenv().getOrDefault("SOUK_PORT_OFFSET", "0");
    return standard + Integer.parseInt(offset);
  }

  static ManagedChannel channel(int standardPort) {
    return open(port(standardPort));
  }

  static ManagedChannel open(int port) {
    return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }
}
