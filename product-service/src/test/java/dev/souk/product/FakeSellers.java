package dev.souk.product;

import dev.souk.user.v1.LookupSellerRequest;
import dev.souk.user.v1.LookupSellerResponse;
import dev.souk.user.v1.SellerServiceGrpc;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A user-service where everybody may everything but those who were barred; it can be away. It
 * answers for order-service too.
 */
final class FakeSellers extends SellerServiceGrpc.SellerServiceImplBase implements AutoCloseable {
  private final Set<String> barred = ConcurrentHashMap.newKeySet();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final FakeBuyers buyers = new FakeBuyers();
  private final Server server;
  private volatile boolean away;

  FakeSellers() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(this)
            .addService(buyers.purchases())
            .addService(buyers.reviewers())
            .build()
            .start();
  }

  Map<String, String> settings() {
    String target = "127.0.0.1:" + server.getPort();
    return Map.of("SOUK_USER_TARGET", target, "SOUK_ORDER_TARGET", target);
  }

  /** Those who buy. */
  FakeBuyers buyers() {
    return buyers;
  }

  void bar(String userId) {
    barred.add(userId);
  }

  void away(boolean isAway) {
    away = isAway;
  }

  /** About whom it was asked. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void lookupSeller(
      LookupSellerRequest request, StreamObserver<LookupSellerResponse> answer) {
    asked.add(request.getUserId());
    if (away) {
      answer.onError(Status.UNAVAILABLE.asRuntimeException());
      return;
    }
    boolean may = !barred.contains(request.getUserId());
    answer.onNext(LookupSellerResponse.newBuilder().setMaySell(may).setMayAdminister(may).build());
    answer.onCompleted();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
