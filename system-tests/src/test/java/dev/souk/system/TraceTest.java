package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.kit.testing.ReceivedSpan;
import dev.souk.kit.testing.ReceivedSpan.Kind;
import dev.souk.kit.testing.SpanCollector;
import dev.souk.system.shop.Accounts;
import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Goods;
import dev.souk.system.shop.Shop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One order, as its trace tells of it: who asked whom, down to the stores and on to consumers. */
@ExtendWith(Shop.Running.class)
class TraceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String CALLER = "b7ad6b7169203331";
  private static final String PLACE_ORDER = "souk.order.v1.OrderService/PlaceOrder";
  private static final Pattern SECRETS =
      Pattern.compile(
          "eyJ[A-Za-z0-9_-]{8,}|[Bb]earer |@[a-z.-]+\\.[a-z]{2,}|tok_|correct-horse|accessToken"
              + "|James's Square|SW1Y|Lovelace|[?&][a-zA-Z]+=");

  @Test
  void an_order_is_one_trace_from_the_gateway_to_the_stores_and_consumers(Shop shop) {
    SpanCollector collector = shop.traces();
    Client buyer = newBuyer(shop);
    String address = addressOf(buyer);
    Goods.add(buyer, Goods.offer(shop, 1999, 2), 2).ok();
    String trace = newTrace();

    Answer order =
        buyer
            .withKey(UUID.randomUUID().toString())
            .with("traceparent", "00-" + trace + "-" + CALLER + "-01")
            .post(
                "/v1/orders",
                "{\"shippingAddressId\": \"%s\", \"payment\": {\"token\": \"tok_success\"}}"
                    .formatted(address))
            .ok();

    assertThat(order.at("/state")).isEqualTo("ORDER_STATE_PAID");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> new Edges(collector.spans(trace)).assertComplete());
  }

  /** The spans of a trace, and which belongs to which. */
  private record Edges(List<ReceivedSpan> spans) {

    void assertComplete() {
      ReceivedSpan gateway = one(CALLER, "souk-gateway", Kind.SERVER, "kong");
      assertThat(gateway.attributes()).containsEntry("http.status_code", "200");
      assertThat(gateway.attributes().get("http.url")).endsWith("/v1/orders");
      ReceivedSpan placing = one(gateway.spanId(), "order-service", Kind.SERVER, PLACE_ORDER);
      assertStore(placing, "postgresql");

      ReceivedSpan cart = called(placing, "cart-service", "souk.cart.v1.CartService/");
      assertStore(cart, "redis");
      ReceivedSpan address = called(placing, "user-service", "souk.user.v1.");
      assertStore(address, "mongodb");
      ReceivedSpan stock = called(placing, "product-service", "souk.inventory.v1.");
      assertStore(stock, "dynamodb");
      ReceivedSpan payment = called(placing, "payment-service", "souk.payment.v1.");
      assertStore(payment, "postgresql");

      assertPublished(placing, "order-service", "souk.orders");
      // It was the last of its kind, which the index of products is told.
      ReceivedSpan moved = published("product-service", "souk.inventory");
      assertThat(moved.attributes()).containsEntry("messaging.system", "kafka");
      ReceivedSpan indexed =
          one(moved.spanId(), "product-service", Kind.CONSUMER, "process souk.inventory");
      assertThat(indexed.attributes()).containsKey("messaging.consumer.group.name");
    }

    private ReceivedSpan called(ReceivedSpan by, String service, String method) {
      return spans.stream()
          .filter(span -> span.kind() == Kind.SERVER && span.service().equals(service))
          .filter(span -> span.name().startsWith(method))
          .filter(span -> parent(span).map(ReceivedSpan::kind).equals(Optional.of(Kind.CLIENT)))
          .filter(span ->
              parent(span)
                  .flatMap(this::parent)
                  .map(ReceivedSpan::spanId)
                  .equals(Optional.of(by.spanId())))
          .findFirst()
          .orElseThrow(() -> missing(by.name() + " -> " + service + " " + method));
    }

    private Optional<ReceivedSpan> parent(ReceivedSpan of) {
      return spans.stream().filter(span -> span.spanId().equals(of.parentId())).findFirst();
    }

    private void assertStore(ReceivedSpan by, String system) {
      assertThat(spans)
          .as("%s of %s in %s", system, by.name(), this)
          .anyMatch(span ->
              span.kind() == Kind.CLIENT
                  && span.service().equals(by.service())
                  && span.parentId().equals(by.spanId())
                  && system.equals(span.attributes().get("db.system")));
    }

    private void assertPublished(ReceivedSpan by, String service, String topic) {
      assertThat(published(service, topic).parentId()).isEqualTo(by.spanId());
    }

    private ReceivedSpan published(String service, String topic) {
      return spans.stream()
          .filter(span -> span.kind() == Kind.PRODUCER && span.service().equals(service))
          .filter(span -> span.name().equals("send " + topic))
          .findFirst()
          .orElseThrow(() -> missing("send " + topic));
    }

    private ReceivedSpan one(String parent, String service, Kind kind, String name) {
      return spans.stream()
          .filter(span -> span.parentId().equals(parent) && span.service().equals(service))
          .filter(span -> span.kind() == kind && span.name().equals(name))
          .findFirst()
          .orElseThrow(() -> missing(service + " " + name));
    }

    private AssertionError missing(String what) {
      return new AssertionError("no " + what + " in " + this);
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      spans.forEach(span ->
          text.append(
              "\n%s <- %s %s %s %s %s"
                  .formatted(
                      span.spanId(),
                      span.parentId(),
                      span.service(),
                      span.kind(),
                      span.name(),
                      span.attributes())));
      return text.toString();
    }
  }

  @Test
  void traces_hold_neither_people_nor_secrets(Shop shop) {
    SpanCollector collector = shop.traces();
    String trace = newTrace();
    Client traced = shop.anonymous().with("traceparent", "00-" + trace + "-" + CALLER + "-01");
    String email = shop.accounts().email("traced");
    traced
        .post(
            "/v1/auth/register",
            "{\"email\": \"%s\", \"password\": \"%s\", \"name\": \"Ada Lovelace\"}"
                .formatted(email, Accounts.PASSWORD))
        .ok();
    String token =
        traced
            .post(
                "/v1/auth/login",
                "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, Accounts.PASSWORD))
            .ok()
            .at("/accessToken");
    Client buyer = traced.withToken(token);
    Goods.add(buyer, Goods.offer(shop, 1999, 10), 1).ok();
    String path =
        "/v1/orders/"
            + buyer
                .withKey(UUID.randomUUID().toString())
                .post("/v1/orders", "{" + Goods.CHECKOUT + "}")
                .ok()
                .at("/orderId");
    traced.get(path + "?accessToken=correct-horse").refused(404, "RESOURCE_NOT_FOUND");
    traced.get("/v1/products:search?q=hat&pageSize=2").ok();

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          List<ReceivedSpan> spans = collector.spans(trace);
          assertThat(spans)
              .extracting(span -> span.attributes().getOrDefault("db.system", span.service()))
              .contains("mongodb", "redis", "postgresql", "dynamodb");
          assertThat(spans)
              .extracting(span -> span.attributes().getOrDefault("http.url", ""))
              .anyMatch(url -> url.endsWith(path))
              .anyMatch(url -> url.endsWith("/v1/products:search"));
        });
    assertThat(collector.raw())
        .isNotEmpty()
        .allSatisfy(sent ->
            assertThat(SECRETS.matcher(sent).results().map(found -> found.group()).toList())
                .isEmpty());
  }

  private static Client newBuyer(Shop shop) {
    String email = shop.accounts().email("trace-buyer");
    shop.accounts().register(email);
    return shop.anonymous()
        .withToken(shop.accounts().login(email, Accounts.PASSWORD).ok().at("/accessToken"));
  }

  private static String addressOf(Client buyer) {
    return buyer
        .post(
            "/v1/users/me/addresses",
            """
            {"recipient": "Ada Lovelace", "line1": "12 St James's Square", "city": "London",
             "postalCode": "SW1Y 4JH", "countryCode": "GB"}
            """)
        .ok()
        .at("/addressId");
  }

  /** One that is among those that are traced, whatever the ratio: it goes by the id's halves. */
  private static String newTrace() {
    String random = UUID.randomUUID().toString().substring(0, 8);
    return random + "0000000000000000" + random;
  }
}
