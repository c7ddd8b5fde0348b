package dev.souk.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.souk.event.v1.EventEnvelope;
import dev.souk.event.v1.PaymentCaptured;
import dev.souk.event.v1.PaymentDeclined;
import dev.souk.event.v1.PaymentRefunded;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.id.Ids;
import dev.souk.kit.money.Amount;
import dev.souk.kit.outbox.Outbox;
import dev.souk.kit.outbox.WaitingEvent;
import dev.souk.payment.domain.Authorization;
import dev.souk.payment.domain.Payments;
import dev.souk.payment.domain.Refund;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row 112: what is told of a payment: everything once, in order, and nothing that did not happen.
 */
class PaymentEventsTest {
  @TempDir static Path folder;
  private static SandboxPayments shop;

  private final Payments payments = shop.payments();
  private final String order = new Ids(Clock.systemUTC()).next("ord");

  @BeforeAll
  static void start() {
    shop = new SandboxPayments(folder);
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  @Test
  void each_step_of_a_payment_is_told_once_and_in_order() throws Exception {
    for (int round = 0; round < 2; round++) {
      authorize("tok_success", 1999);
      payments.capture().capture(order, Optional.of(gbp(1500)));
      refund("a", 400);
      refund("b", 1100);
    }
    List<EventEnvelope> told = told();
    requireTold(told, "PaymentAuthorized", "PaymentCaptured", "PaymentRefunded", "PaymentRefunded");
    PaymentCaptured captured = told.get(1).getPayload().unpack(PaymentCaptured.class);
    assertThat(captured.getUserId()).isEqualTo("usr_buyer");
    assertThat(captured.getPayment().getOrderId()).isEqualTo(order);
    assertThat(captured.getPayment().getCaptured().getMinorUnits()).isEqualTo(1500);
    PaymentRefunded second = told.get(3).getPayload().unpack(PaymentRefunded.class);
    assertThat(second.getAmount().getMinorUnits()).isEqualTo(1100);
    assertThat(second.getPayment().getRefunded().getMinorUnits()).isEqualTo(1500);
    assertThat(told.getFirst().getTraceparent()).isEqualTo("trace");
    assertThat(told.getFirst().getActor()).isEqualTo("payment-service");
  }

  @Test
  void a_decline_is_told_with_its_code() throws Exception {
    refused(() -> authorize("tok_insufficient_funds", 1999));
    refused(() -> authorize("tok_insufficient_funds", 1999));
    List<EventEnvelope> told = told();
    requireTold(told, "PaymentDeclined");
    assertThat(told.getFirst().getPayload().unpack(PaymentDeclined.class).getDeclineCode())
        .isEqualTo("insufficient_funds");
  }

  @Test
  void giving_up_is_told_and_waiting_is_not() throws Exception {
    refused(() -> authorize("tok_3ds", 1999));
    assertThat(told()).isEmpty();
    payments.voiding().voidPayment(order);
    payments.voiding().voidPayment(order);
    requireTold(told(), "PaymentVoided");
  }

  @Test
  void a_payment_of_nothing_is_told_like_any_other() throws Exception {
    authorize("any", 0);
    payments.capture().capture(order, Optional.empty());
    requireTold(told(), "PaymentAuthorized", "PaymentCaptured");
  }

  @Test
  void an_order_that_never_had_a_payment_is_not_told_of() throws Exception {
    long before = count();
    payments.voiding().voidPayment(order);
    assertThat(count()).isEqualTo(before);
  }

  private void authorize(String token, long pence) {
    payments.authorize().authorize(new Authorization(order, "usr_buyer", gbp(pence), token));
  }

  private static void refused(ThrowingCallable call) {
    assertThat(catchThrowable(call)).isInstanceOf(ApiException.class);
  }

  private void refund(String name, long pence) {
    payments.refund().refund(new Refund(order, "ref_" + name + order, Optional.of(gbp(pence))));
  }

  private static Amount gbp(long pence) {
    return new Amount("GBP", pence);
  }

  private static void requireTold(List<EventEnvelope> told, String... types) {
    assertThat(told)
        .extracting(event -> event.getType().replace("souk.event.v1.", ""))
        .containsExactly(types);
    for (int i = 0; i < told.size(); i++) {
      assertThat(told.get(i).getAggregateVersion()).isEqualTo(i + 1L);
      assertThat(told.get(i).getAggregateId()).startsWith("pay_");
    }
  }

  private static long count() {
    return shop.books().number("select count(*) from outbox");
  }

  /** What is told of the order's payment, taken out of the outbox as the relay does. */
  private List<EventEnvelope> told() throws InvalidProtocolBufferException {
    List<EventEnvelope> told = new ArrayList<>();
    try (Outbox.Turn turn = new Outbox(shop.database().source()).takeTurn().orElseThrow()) {
      List<WaitingEvent> waiting = turn.next(100);
      while (!waiting.isEmpty()) {
        for (WaitingEvent event : waiting) {
          assertThat(event.event().topic()).isEqualTo("souk.payments");
          told.add(EventEnvelope.parseFrom(event.event().payload()));
        }
        turn.sent(waiting);
        waiting = turn.next(100);
      }
    }
    return told;
  }
}
