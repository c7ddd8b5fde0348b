package dev.souk.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kit.error.Reason;
import dev.souk.payment.FaultyProvider.Crash;
import dev.souk.payment.FaultyProvider.Fault;
import dev.souk.payment.domain.PaymentState;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Providers whose answers are lost, late or missing. */
class PaymentFaultTest extends PaymentLab {
  @Test
  void a_refund_that_fails_is_held_until_it_succeeds() {
    authorize("tok_refund_fails");
    payments.capture().capture(order, Optional.empty());
    String name = "ref_" + order;
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> refund(name));
    assertRefused(Reason.REFUND_EXCEEDS_PAYMENT, () -> refund("ref_more", gbp(1)));
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> refund(name));
    assertThat(books.refunded(order)).isZero();
    books.execute("update sandbox.authorization_hold set refunds_fail = false");
    assertThat(refund(name).state()).isEqualTo(PaymentState.REFUNDED);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void an_authorization_that_went_wrong_is_done_once_when_repeated(Fault fault) {
    provider.next(fault);
    attempt(() -> authorize("tok_success"));
    assertThat(authorizeUntilAnswered().state()).isEqualTo(PaymentState.AUTHORIZED);
    assertThat(books.held(order)).isEqualTo(1999);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void an_authorization_that_went_wrong_can_be_given_up(Fault fault) {
    provider.next(fault);
    attempt(() -> authorize("tok_success"));
    payments.voiding().voidPayment(order);
    assertRefused(Reason.ILLEGAL_STATE, () -> authorize("tok_success"));
  }

  @Test
  void an_authorization_that_arrives_after_giving_up_is_voided() {
    provider.next(Fault.CRASH_BEFORE);
    assertThatThrownBy(() -> authorize("tok_success")).isInstanceOf(Crash.class);
    payments.voiding().voidPayment(order);
    String paymentId = paymentOf(order).paymentId();
    provider.authorize(paymentId + ":authorize", PRICE, "tok_success");
    settleAll();
    assertThat(
            books.number(
                "select count(*) from sandbox.authorization_hold where state = 'VOIDED' and"
                    + " authorization_id like '%"
                    + paymentId
                    + "%'"))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void whatever_goes_wrong_with_a_capture_it_is_taken_once(Fault fault) {
    authorize("tok_success");
    provider.next(fault);
    attempt(() -> payments.capture().capture(order, Optional.empty()));
    settleAll();
    assertThat(paymentOf(order).state()).isEqualTo(PaymentState.CAPTURED);
    assertRefused(Reason.ILLEGAL_STATE, () -> payments.voiding().voidPayment(order));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void whatever_goes_wrong_with_a_void_it_is_given_up(Fault fault) {
    authorize("tok_success");
    provider.next(fault);
    attempt(() -> payments.voiding().voidPayment(order));
    settleAll();
    payments.voiding().voidPayment(order);
    assertRefused(Reason.ILLEGAL_STATE, () -> payments.capture().capture(order, Optional.empty()));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void whatever_goes_wrong_with_a_refund_it_is_paid_once(Fault fault) {
    authorize("tok_success");
    payments.capture().capture(order, Optional.empty());
    provider.next(fault);
    attempt(() -> refund("ref_" + order, gbp(700)));
    settleAll();
    refund("ref_" + order, gbp(700));
    assertThat(books.refunded(order)).isEqualTo(700);
  }

  @Test
  void a_provider_that_does_not_answer_at_all_is_never_guessed_at() {
    provider.mute(true);
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> authorize("tok_timeout"));
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> authorize("tok_timeout"));
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> payments.voiding().voidPayment(order));
    assertThat(paymentOf(order).state()).isEqualTo(PaymentState.PENDING);
    provider.mute(false);
    settleAll();
    assertThat(paymentOf(order).state()).isEqualTo(PaymentState.AUTHORIZED);
  }
}
