package dev.souk.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.souk.payment.domain.Payment;
import dev.souk.payment.domain.PaymentState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Calls for one payment at the same time. */
class PaymentRaceTest extends PaymentLab {
  @Test
  void sixteen_authorizations_of_one_order_are_one_charge() {
    List<Payment> answers = together(16, () -> authorize("tok_success"));
    assertThat(answers).hasSize(16).containsOnly(answers.getFirst());
    assertThat(books.held(order)).isEqualTo(1999);
  }

  @Test
  void sixteen_captures_and_refunds_of_one_order_are_one_each() {
    authorize("tok_success");
    assertThat(together(16, () -> payments.capture().capture(order, Optional.empty())))
        .extracting(Payment::state)
        .containsOnly(PaymentState.CAPTURED);
    together(16, () -> refund("ref_" + order, gbp(1000)));
    assertThat(books.refunded(order)).isEqualTo(1000);
  }

  @Test
  void refunds_at_once_share_what_was_captured() {
    authorize("tok_success");
    payments.capture().capture(order, Optional.empty());
    List<Object> outcomes =
        together(
            16,
            () -> {
              Throwable refusal = catchThrowable(() -> refund(ids.next("ref"), gbp(500)));
              return Optional.<Object>ofNullable(refusal).orElse("refunded");
            });
    assertThat(outcomes.stream().filter("refunded"::equals)).hasSize(3);
    assertThat(books.refunded(order)).isEqualTo(1500);
  }

  @Test
  void authorizing_and_giving_up_at_once_leaves_nothing_held() {
    for (int round = 0; round < 10; round++) {
      newOrder();
      together(
          4,
          () -> {
            Throwable refusal = catchThrowable(() -> authorize("tok_success"));
            payments.voiding().voidPayment(order);
            return refusal == null;
          });
      settleAll();
      assertThat(
              books.number(
                  "select count(*) from sandbox.authorization_hold h where state <> 'VOIDED' and"
                      + " exists (select 1 from payment where order_id = '"
                      + order
                      + "' and h.authorization_id like '%' || payment_id || '%')"))
          .isZero();
    }
  }
}
