package dev.souk.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kit.error.Reason;
import dev.souk.kit.money.Amount;
import dev.souk.kit.sql.StoreException;
import dev.souk.payment.domain.Authorization;
import dev.souk.payment.domain.Payment;
import dev.souk.payment.domain.PaymentState;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of payments, one call after the other. */
class PaymentsTest extends PaymentLab {
  @Test
  void an_amount_is_authorized_captured_and_refunded() {
    assertThat(authorize("tok_success").state()).isEqualTo(PaymentState.AUTHORIZED);
    Payment captured = payments.capture().capture(order, Optional.empty());
    assertThat(captured.state()).isEqualTo(PaymentState.CAPTURED);
    assertThat(captured.captured()).isEqualTo(PRICE);
    assertThat(refund("ref_one", gbp(999)).state()).isEqualTo(PaymentState.PARTIALLY_REFUNDED);
    Payment refunded = refund("ref_two");
    assertThat(refunded.state()).isEqualTo(PaymentState.REFUNDED);
    assertThat(books.refunded(order)).isEqualTo(1999);
  }

  @Test
  void repeating_any_operation_does_nothing_twice() {
    Payment first = authorize("tok_success");
    assertThat(authorize("tok_success")).isEqualTo(first);
    Payment captured = payments.capture().capture(order, Optional.empty());
    assertThat(payments.capture().capture(order, Optional.empty())).isEqualTo(captured);
    Payment refunded = refund("ref_a", gbp(1000));
    assertThat(refund("ref_a", gbp(1000))).isEqualTo(refunded);
    assertThat(books.refunded(order)).isEqualTo(1000);
    assertThat(authorize("tok_success").state()).isEqualTo(PaymentState.PARTIALLY_REFUNDED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tok_declined", "tok_insufficient_funds"})
  void a_declined_payment_stays_declined_whatever_the_next_token(String token) {
    assertRefused(Reason.PAYMENT_DECLINED, () -> authorize(token));
    assertRefused(Reason.PAYMENT_DECLINED, () -> authorize("tok_success"));
    assertRefused(Reason.ILLEGAL_STATE, () -> payments.capture().capture(order, Optional.empty()));
    payments.voiding().voidPayment(order);
    assertRefused(Reason.PAYMENT_DECLINED, () -> authorize("tok_success"));
    assertThat(books.held(order)).isZero();
  }

  @Test
  void a_late_answer_is_asked_for_within_the_call() {
    assertThat(authorize("tok_timeout").state()).isEqualTo(PaymentState.AUTHORIZED);
    assertThat(books.held(order)).isEqualTo(1999);
  }

  @Test
  void a_payment_that_needs_the_buyer_can_be_given_up() {
    assertRefused(Reason.PAYMENT_ACTION_REQUIRED, () -> authorize("tok_3ds"));
    assertRefused(Reason.PAYMENT_ACTION_REQUIRED, () -> authorize("tok_3ds"));
    payments.voiding().voidPayment(order);
    assertRefused(Reason.ILLEGAL_STATE, () -> authorize("tok_3ds"));
  }

  @Test
  void an_unknown_token_leaves_nothing_behind() {
    assertRefused(Reason.INVALID_FIELD, () -> authorize("tok_nobody_knows"));
    assertThat(books.number("select count(*) from payment where order_id = '" + order + "'"))
        .isZero();
    assertThat(authorize("tok_success").state()).isEqualTo(PaymentState.AUTHORIZED);
  }

  @Test
  void an_order_cannot_be_paid_with_another_amount() {
    authorize("tok_success");
    Authorization other = new Authorization(order, "usr_buyer", gbp(1), "tok_success");
    assertRefused(Reason.IDEMPOTENCY_KEY_REUSED, () -> payments.authorize().authorize(other));
  }

  @Test
  void nothing_is_paid_without_a_provider() {
    Authorization nothing = new Authorization(order, "usr_buyer", gbp(0), "any");
    Payment payment = payments.authorize().authorize(nothing);
    assertThat(payment.state()).isEqualTo(PaymentState.AUTHORIZED);
    assertThat(payment.provider()).isEqualTo("none");
    assertThat(payments.capture().capture(order, Optional.empty()).state())
        .isEqualTo(PaymentState.CAPTURED);
    assertThat(refund("ref_" + order).state()).isEqualTo(PaymentState.REFUNDED);
    assertThat(refund("ref_" + order).state()).isEqualTo(PaymentState.REFUNDED);
    assertThat(books.held(order)).isZero();
  }

  @Test
  void an_order_given_up_before_it_paid_never_pays() {
    payments.voiding().voidPayment(order);
    payments.voiding().voidPayment(order);
    assertRefused(Reason.ILLEGAL_STATE, () -> authorize("tok_success"));
    assertRefused(Reason.ILLEGAL_STATE, () -> payments.capture().capture(order, Optional.empty()));
    assertRefused(Reason.ILLEGAL_STATE, () -> refund("ref_never"));
    assertThat(books.held(order)).isZero();
  }

  @Test
  void a_captured_payment_cannot_be_given_up_and_a_given_up_one_not_captured() {
    authorize("tok_success");
    payments.capture().capture(order, Optional.empty());
    assertRefused(Reason.ILLEGAL_STATE, () -> payments.voiding().voidPayment(order));
    newOrder();
    authorize("tok_success");
    payments.voiding().voidPayment(order);
    payments.voiding().voidPayment(order);
    assertRefused(Reason.ILLEGAL_STATE, () -> payments.capture().capture(order, Optional.empty()));
  }

  @Test
  void refunds_never_exceed_what_was_captured() {
    authorize("tok_success");
    assertRefused(Reason.ILLEGAL_STATE, () -> refund("ref_early"));
    payments.capture().capture(order, Optional.empty());
    assertRefused(Reason.REFUND_EXCEEDS_PAYMENT, () -> refund("ref_c", gbp(2000)));
    assertRefused(Reason.CURRENCY_MISMATCH, () -> refund("ref_c", new Amount("USD", 1)));
    refund("ref_c", gbp(1999));
    assertRefused(Reason.REFUND_EXCEEDS_PAYMENT, () -> refund("ref_d", gbp(1)));
    assertThat(refund("ref_e").refunded()).isEqualTo(gbp(1999));
    assertThat(books.refunded(order)).isEqualTo(1999);
  }

  @Test
  void the_rest_is_paid_back_once_the_refunds_before_it_are_known() {
    authorize("tok_refund_fails");
    payments.capture().capture(order, Optional.empty());
    String name = "ref_part" + order;
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> refund(name, gbp(1999)));
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> refund("ref_rest" + order));
    books.execute("update sandbox.authorization_hold set refunds_fail = false");
    assertThat(refund(name, gbp(1999)).state()).isEqualTo(PaymentState.REFUNDED);
    assertThat(refund("ref_rest" + order).refunded()).isEqualTo(gbp(1999));
    assertThat(books.refunded(order)).isEqualTo(1999);
  }

  @Test
  void a_refund_name_cannot_be_used_otherwise() {
    authorize("tok_success");
    payments.capture().capture(order, Optional.empty());
    refund("ref_f", gbp(100));
    assertRefused(Reason.IDEMPOTENCY_KEY_REUSED, () -> refund("ref_f", gbp(200)));
    newOrder();
    authorize("tok_success");
    payments.capture().capture(order, Optional.empty());
    assertRefused(Reason.IDEMPOTENCY_KEY_REUSED, () -> refund("ref_f", gbp(100)));
  }

  @Test
  void only_the_buyer_finds_a_payment() {
    String id = authorize("tok_success").paymentId();
    assertThat(payments.get().ofBuyer(id, "usr_buyer").paymentId()).isEqualTo(id);
    assertThat(payments.get().ofAnybody(id).paymentId()).isEqualTo(id);
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> payments.get().ofBuyer(id, "usr_other"));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> payments.get().ofBuyer("rubbish", "usr_buyer"));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> payments.get().ofAnybody("pay_\u0000"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "refunded = 2000",
        "refunding = 2000",
        "refunded = 1000, refunding = 1000, state = 'PARTIALLY_REFUNDED'",
        "captured = 0",
        "captured = 2000",
        "captured = -1",
        "authorized = 2000, captured = 2000",
        "authorized = 500, captured = 500",
        "refunded = -1",
        "refunded = 1",
        "refunded = 1, state = 'REFUNDED'",
        "state = 'AUTHORIZED'",
        "state = 'VOIDED'",
        "state = 'DECLINED'",
        "state = 'SHIPPED'",
        "decline_code = 'card_declined'",
        "currency = 'gbp'",
        "currency = 'USD'",
        "user_id = null",
      })
  void the_database_refuses_books_that_do_not_add_up(String change) {
    authorize("tok_success");
    payments.capture().capture(order, Optional.empty());
    assertThatThrownBy(() ->
            books.execute("update payment set %s where order_id = '%s'".formatted(change, order)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("SQL state 23");
  }
}
