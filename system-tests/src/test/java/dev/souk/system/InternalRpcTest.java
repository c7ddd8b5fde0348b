package dev.souk.system;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.souk.kit.error.Reason;
import dev.souk.kit.identity.Headers;
import dev.souk.kit.identity.RsaKeys;
import dev.souk.kit.identity.ServiceTokens;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.local.service.ShopService;
import dev.souk.system.shop.InternalMethod;
import dev.souk.system.shop.Shop;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every internal RPC that the protos declare, called directly by everybody it is not for. */
@Order(5)
@ExtendWith(Shop.Running.class)
@DisplayName("19: internal RPCs")
class InternalRpcTest {
  static Stream<InternalMethod> internalMethods() {
    return InternalMethod.all().stream();
  }

  /** A service that does not run here has a key that nobody knows. */
  private static RSAPrivateCrtKey key(Shop shop, String service) {
    return ShopService.names().contains(service)
        ? RsaKeys.readPrivate(shop.keys().resolve(service + ".pem"))
        : TestIdentity.newKey();
  }

  /** A token by which one service calls another, signed with a key that may be a third one's. */
  private static String token(Shop shop, String caller, String called, String keyOf, Clock clock) {
    return new ServiceTokens(caller, key(shop, keyOf), Map.of(), clock).tokenFor(called);
  }

  private static String token(Shop shop, String caller, String called) {
    return token(shop, caller, called, caller, Clock.systemUTC());
  }

  private static Channel as(Channel channel, String serviceToken) {
    return TestIdentity.with(channel, Headers.INTERNAL_TOKEN, serviceToken);
  }

  @Test
  void there_are_such_methods_in_each_area_that_has_some() {
    assertThat(InternalMethod.all())
        .extracting(InternalMethod::name)
        .contains(
            "souk.user.v1.UserService/VerifyCredentials",
            "souk.auth.v1.AuthService/WatchRevocations",
            "souk.inventory.v1.InventoryService/ReserveStock",
            "souk.payment.v1.PaymentService/CapturePayment");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("internalMethods")
  void is_closed_to_nobody_in_particular_and_to_administrators(InternalMethod method, Shop shop) {
    Channel direct = shop.grpc(method.service().standardPort());
    assertRefused(Reason.CALLER_NOT_ALLOWED, () -> method.call(direct));
    Channel admin =
        TestIdentity.with(direct, Headers.AUTHORIZATION, "Bearer " + shop.accounts().adminToken());
    assertRefused(Reason.CALLER_NOT_ALLOWED, () -> method.call(admin));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("internalMethods")
  void is_open_to_the_services_that_it_names_and_no_others(InternalMethod method, Shop shop) {
    Channel direct = shop.grpc(method.service().standardPort());
    String called = method.service().serviceName();
    for (String caller : ShopService.names()) {
      Channel channel = as(direct, token(shop, caller, called));
      if (method.callers().contains(caller)) {
        StatusRuntimeException outcome =
            catchThrowableOfType(StatusRuntimeException.class, () -> method.call(channel));
        assertThat(outcome.getStatus().getCode())
            .as(caller)
            .isNotIn(Status.Code.PERMISSION_DENIED, Status.Code.UNAUTHENTICATED);
      } else {
        assertRefused(Reason.CALLER_NOT_ALLOWED, () -> method.call(channel));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("internalMethods")
  void takes_no_token_that_is_another_services_or_has_ended(InternalMethod method, Shop shop) {
    Channel direct = shop.grpc(method.service().standardPort());
    String called = method.service().serviceName();
    String caller = method.callers().getFirst();
    String third =
        ShopService.names().stream()
            .filter(name -> !name.equals(caller) && !name.equals(called))
            .findFirst()
            .orElseThrow();
    Clock now = Clock.systemUTC();
    Clock past = Clock.offset(now, Duration.ofSeconds(-61));
    for (String wrong :
        List.of(
            token(shop, caller, third),
            token(shop, caller, called, third, now),
            token(shop, caller, called, caller, past),
            shop.accounts().adminToken())) {
      assertRefused(Reason.TOKEN_INVALID, () -> method.call(as(direct, wrong)));
    }
  }
}
