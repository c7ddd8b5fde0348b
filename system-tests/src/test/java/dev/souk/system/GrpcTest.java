package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.souk.auth.v1.ApiKey;
import dev.souk.auth.v1.ApiKeyServiceGrpc;
import dev.souk.auth.v1.ApiKeyServiceGrpc.ApiKeyServiceBlockingStub;
import dev.souk.auth.v1.AuthServiceGrpc;
import dev.souk.auth.v1.CreateApiKeyRequest;
import dev.souk.auth.v1.CreateApiKeyResponse;
import dev.souk.auth.v1.DeleteApiKeyRequest;
import dev.souk.auth.v1.IssueTokenRequest;
import dev.souk.auth.v1.LogoutRequest;
import dev.souk.auth.v1.OAuthServiceGrpc;
import dev.souk.auth.v1.RegisterRequest;
import dev.souk.auth.v1.Session;
import dev.souk.cart.v1.AddCartItemRequest;
import dev.souk.cart.v1.CartServiceGrpc;
import dev.souk.cart.v1.GetCartRequest;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.OrderServiceGrpc;
import dev.souk.order.v1.OrderState;
import dev.souk.order.v1.PaymentMethod;
import dev.souk.order.v1.PlaceOrderRequest;
import dev.souk.payment.v1.CapturePaymentRequest;
import dev.souk.payment.v1.PaymentServiceGrpc;
import dev.souk.system.shop.Accounts;
import dev.souk.system.shop.Goods;
import dev.souk.system.shop.Shop;
import dev.souk.type.v1.PostalAddress;
import dev.souk.user.v1.GetMeRequest;
import dev.souk.user.v1.UserServiceGrpc;
import dev.souk.user.v1.UserServiceGrpc.UserServiceBlockingStub;
import dev.souk.user.v1.VerifyCredentialsRequest;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The services called directly, as with grpcurl. */
@org.junit.jupiter.api.Order(5)
@ExtendWith(Shop.Running.class)
class GrpcTest {
  private static final int USER = 5001;
  private static final int AUTH = 5002;
  private static final int CART = 5004;
  private static final int ORDER = 5005;
  private static final int PAYMENT = 5006;

  @Test
  void from_registration_to_a_paid_order(Shop shop) {
    String sku = Goods.offer(shop, 250, 3);
    Session session = register(shop, "grpc");
    Channel carts = as(shop.grpc(CART), session, Map.of());
    CartServiceGrpc.newBlockingStub(carts)
        .addCartItem(AddCartItemRequest.newBuilder().setSku(sku).setQuantity(2).build());
    Channel orders =
        as(shop.grpc(ORDER), session, Map.of("idempotency-key", UUID.randomUUID().toString()));
    Order order = OrderServiceGrpc.newBlockingStub(orders).placeOrder(placeOrder());
    assertThat(order.getState()).isEqualTo(OrderState.ORDER_STATE_PAID);
    assertThat(order.getTotal().getMinorUnits()).isEqualTo(500);
    assertThat(Goods.stock(shop, sku)).isEqualTo("1/0/1");
  }

  @Test
  void a_machine_is_known_by_its_scopes_until_its_key_is_deleted(Shop shop) {
    Session session = register(shop, "grpc-machine");
    ApiKeyServiceBlockingStub keys =
        ApiKeyServiceGrpc.newBlockingStub(as(shop.grpc(AUTH), session, Map.of()));
    CreateApiKeyResponse reading = newKey(keys, "profile.read");
    UserServiceBlockingStub users = users(shop, token(shop, reading));
    GetMeRequest request = GetMeRequest.getDefaultInstance();
    assertThat(users.getMe(request).getUserId()).isEqualTo(session.getUser().getUserId());
    UserServiceBlockingStub others = users(shop, token(shop, newKey(keys, "orders.read")));
    assertThat(code(() -> others.getMe(request))).isEqualTo(Status.Code.PERMISSION_DENIED);
    UserServiceBlockingStub withKey = users(shop, reading.getKey());
    assertThat(code(() -> withKey.getMe(request))).isEqualTo(Status.Code.UNAUTHENTICATED);

    assertThat(
            keys.deleteApiKey(
                DeleteApiKeyRequest.newBuilder()
                    .setApiKeyId(reading.getApiKey().getApiKeyId())
                    .build()))
        .isNotNull();
    await()
        .atMost(Duration.ofSeconds(1))
        .until(() -> code(() -> users.getMe(request)) == Status.Code.UNAUTHENTICATED);
  }

  private static CreateApiKeyResponse newKey(ApiKeyServiceBlockingStub keys, String scope) {
    return keys.createApiKey(
        CreateApiKeyRequest.newBuilder()
            .setName("grpc")
            .setKind(ApiKey.Kind.KIND_SECRET)
            .addScopes(scope)
            .build());
  }

  private static String token(Shop shop, CreateApiKeyResponse key) {
    return OAuthServiceGrpc.newBlockingStub(shop.grpc(AUTH))
        .issueToken(
            IssueTokenRequest.newBuilder()
                .setGrantType("client_credentials")
                .setClientId(key.getApiKey().getApiKeyId())
                .setClientSecret(key.getKey())
                .build())
        .getAccessToken();
  }

  private static UserServiceBlockingStub users(Shop shop, String token) {
    return UserServiceGrpc.newBlockingStub(
        with(shop.grpc(USER), Map.of("authorization", "Bearer " + token)));
  }

  @Test
  void what_a_guest_wanted_is_ordered_after_signing_in(Shop shop) {
    String sku = Goods.offer(shop, 250, 3);
    Map<String, String> guest = Map.of("x-guest-id", newGuestId());
    CartServiceGrpc.newBlockingStub(with(shop.grpc(CART), guest))
        .addCartItem(AddCartItemRequest.newBuilder().setSku(sku).setQuantity(2).build());
    Session session = register(shop, "grpc-guest");
    Channel orders =
        with(
            as(shop.grpc(ORDER), session, guest),
            Map.of("idempotency-key", UUID.randomUUID().toString()));
    Order order = OrderServiceGrpc.newBlockingStub(orders).placeOrder(placeOrder());
    assertThat(order.getTotal().getMinorUnits()).isEqualTo(500);
    assertThat(
            CartServiceGrpc.newBlockingStub(with(shop.grpc(CART), guest))
                .getCart(GetCartRequest.getDefaultInstance())
                .getItemsList())
        .isEmpty();
  }

  @Test
  void without_a_user_or_a_guest_there_is_no_cart(Shop shop) {
    assertThat(
            code(() ->
                CartServiceGrpc.newBlockingStub(shop.grpc(CART))
                    .getCart(GetCartRequest.getDefaultInstance())))
        .isEqualTo(Status.Code.UNAUTHENTICATED);
  }

  private static String newGuestId() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Test
  void after_logout_a_service_refuses_the_token_within_a_second(Shop shop) {
    Session session = register(shop, "grpc-logout");
    UserServiceGrpc.UserServiceBlockingStub users =
        UserServiceGrpc.newBlockingStub(as(shop.grpc(USER), session, Map.of()));
    assertThat(users.getMe(GetMeRequest.getDefaultInstance()).getUserId()).startsWith("usr_");
    AuthServiceGrpc.newBlockingStub(as(shop.grpc(AUTH), session, Map.of()))
        .logout(LogoutRequest.getDefaultInstance());
    await()
        .atMost(Duration.ofSeconds(1))
        .until(() ->
            code(() -> users.getMe(GetMeRequest.getDefaultInstance()))
                == Status.Code.UNAUTHENTICATED);
  }

  @Test
  void claims_in_metadata_are_not_believed(Shop shop) {
    Session session = register(shop, "grpc-spoof");
    for (Map<String, String> spoof :
        java.util.List.of(
            Map.of("x-user-id", "usr_01jd8m3q4ref7vd8z8p4v6k1nc"),
            Map.of("x-user-roles", "ROLE_ADMIN"))) {
      UserServiceGrpc.UserServiceBlockingStub users =
          UserServiceGrpc.newBlockingStub(as(shop.grpc(USER), session, spoof));
      assertThat(code(() -> users.getMe(GetMeRequest.getDefaultInstance())))
          .isEqualTo(Status.Code.UNAUTHENTICATED);
    }
  }

  @Test
  void internal_methods_are_closed_to_users(Shop shop) {
    Session session = register(shop, "grpc-internal");
    assertThat(
            code(() ->
                UserServiceGrpc.newBlockingStub(as(shop.grpc(USER), session, Map.of()))
                    .verifyCredentials(
                        VerifyCredentialsRequest.newBuilder()
                            .setEmail("admin@souk.local")
                            .setPassword("demo-admin-password")
                            .build())))
        .isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(
            code(() ->
                PaymentServiceGrpc.newBlockingStub(as(shop.grpc(PAYMENT), session, Map.of()))
                    .capturePayment(
                        CapturePaymentRequest.newBuilder().setOrderId("ord_1").build())))
        .isEqualTo(Status.Code.PERMISSION_DENIED);
  }

  private static Session register(Shop shop, String name) {
    return AuthServiceGrpc.newBlockingStub(shop.grpc(AUTH))
        .register(
            RegisterRequest.newBuilder()
                .setEmail(shop.accounts().email(name))
                .setPassword(Accounts.PASSWORD)
                .setName("Test Buyer")
                .build());
  }

  private static Channel as(Channel channel, Session session, Map<String, String> more) {
    return with(with(channel, more), Map.of("authorization", "Bearer " + session.getAccessToken()));
  }

  private static Channel with(Channel channel, Map<String, String> more) {
    Metadata metadata = new Metadata();
    more.forEach((name, value) -> put(metadata, name, value));
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(metadata));
  }

  private static void put(Metadata metadata, String name, String value) {
    metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
  }

  private static Status.Code code(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class, call);
    return failure == null ? Status.Code.OK : failure.getStatus().getCode();
  }

  private static PlaceOrderRequest placeOrder() {
    return PlaceOrderRequest.newBuilder()
        .setShippingAddress(
            PostalAddress.newBuilder()
                .setRecipient("Ada Lovelace")
                .setLine1("12 St James's Square")
                .setCity("London")
                .setPostalCode("SW1Y 4JH")
                .setCountryCode("GB"))
        .setPayment(PaymentMethod.newBuilder().setToken("tok_success"))
        .build();
  }
}
