package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.local.service.ShopService;
import dev.souk.system.shop.Shop;
import io.grpc.Channel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(Shop.Running.class)
@DisplayName("126: what every service tells of itself")
class HealthTest {
  private static final int HTTP_ABOVE_GRPC = 4_000;

  /** The stores without which it cannot do its work, by the names in its readiness. */
  private static List<String> stores(ShopService service) {
    return switch (service) {
      case USER -> List.of("mongodb");
      case AUTH -> List.of("mongodb", "redis");
      case PRODUCT -> List.of("dynamodb");
      case CART -> List.of("redis");
      case ORDER, PAYMENT -> List.of("postgresql");
    };
  }

  @ParameterizedTest
  @EnumSource(ShopService.class)
  void it_lives_and_is_ready_when_its_stores_answer(ShopService service, Shop shop)
      throws Exception {
    shop.requireLocal();
    assertThat(get(shop, service, "/health/live").statusCode()).isEqualTo(200);
    HttpResponse<String> ready = get(shop, service, "/health/ready");
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body().lines())
        .startsWith("ready")
        .containsAll(stores(service).stream().map(store -> store + " up").toList());
    assertThat(
            HealthGrpc.newBlockingStub(shop.grpc(service.standardPort()))
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus())
        .isEqualTo(ServingStatus.SERVING);
  }

  @ParameterizedTest
  @EnumSource(ShopService.class)
  void it_tells_which_methods_it_serves(ShopService service, Shop shop) throws Exception {
    String area = service.name().toLowerCase(Locale.ROOT);
    assertThat(servedBy(shop.grpc(service.standardPort())))
        .contains("grpc.health.v1.Health", "souk.operation.v1.FaultService")
        .anyMatch(name -> name.startsWith("souk." + area + ".v1."));
  }

  private static HttpResponse<String> get(Shop shop, ShopService service, String path)
      throws Exception {
    int port = Integer.parseInt(shop.grpc(service.standardPort()).authority().split(":", -1)[1]);
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + (port + HTTP_ABOVE_GRPC) + path))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static List<String> servedBy(Channel channel) throws Exception {
    CompletableFuture<List<String>> services = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> questions =
        ServerReflectionGrpc.newStub(channel)
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse answer) {
                    services.complete(
                        answer.getListServicesResponse().getServiceList().stream()
                            .map(ServiceResponse::getName)
                            .toList());
                  }

                  @Override
                  public void onError(Throwable failure) {
                    services.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {
                    services.completeExceptionally(new IllegalStateException("no answer"));
                  }
                });
    questions.onNext(ServerReflectionRequest.newBuilder().setListServices("*").build());
    List<String> names = services.get(10, TimeUnit.SECONDS);
    questions.onCompleted();
    return names;
  }
}
