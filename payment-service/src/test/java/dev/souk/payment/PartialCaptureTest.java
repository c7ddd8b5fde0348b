package dev.souk.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.kit.id.Ids;
import dev.souk.kit.money.Amount;
import dev.souk.payment.domain.Authorization;
import dev.souk.payment.domain.Payment;
import dev.souk.payment.domain.PaymentState;
import dev.souk.payment.domain.Payments;
import dev.souk.payment.domain.Refund;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 82: a part of what was set aside is taken, and parts of that are paid back. */
class PartialCaptureTest {
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

  @AfterEach
  void the_books_agree() {
    assertThat(shop.books().disagreements()).isEmpty();
  }

  @Test
  void a_part_is_taken_once_and_no_more_than_that_is_paid_back() {
    authorize(1999);
    Payment captured = capture(1500);
    assertThat(captured.state()).isEqualTo(PaymentState.CAPTURED);
    assertThat(captured.captured()).isEqualTo(gbp(1500));
    assertThat(captured.authorized()).isEqualTo(gbp(1999));
    assertThat(capture(1500)).isEqualTo(captured);
    refusal(Reason.IDEMPOTENCY_KEY_REUSED, () -> capture(499));
    refusal(Reason.IDEMPOTENCY_KEY_REUSED, () -> captureAll());
    refusal(Reason.ILLEGAL_STATE, () -> payments.voiding().voidPayment(order));

    refusal(Reason.REFUND_EXCEEDS_PAYMENT, () -> refund("a", 1501));
    assertThat(refund("b", 1000).state()).isEqualTo(PaymentState.PARTIALLY_REFUNDED);
    assertThat(refund("c", 500).state()).isEqualTo(PaymentState.REFUNDED);
    refusal(Reason.REFUND_EXCEEDS_PAYMENT, () -> refund("d", 1));
    assertThat(shop.books().refunded(order)).isEqualTo(1500);
  }

  @Test
  void no_more_is_taken_than_was_set_aside() {
    authorize(1999);
    refusal(Reason.ILLEGAL_STATE, () -> capture(2000));
    refusal(
        Reason.CURRENCY_MISMATCH,
        () -> payments.capture().capture(order, Optional.of(new Amount("USD", 1))));
    assertThat(captureAll().captured()).isEqualTo(gbp(1999));
    assertThat(capture(1999).captured()).isEqualTo(gbp(1999));
  }

  @Test
  void nothing_cannot_be_taken_in_parts() {
    authorize(0);
    refusal(Reason.ILLEGAL_STATE, () -> capture(1));
    assertThat(captureAll().state()).isEqualTo(PaymentState.CAPTURED);
  }

  @Test
  void the_database_refuses_a_capture_of_nothing_and_of_too_much() {
    authorize(1999);
    capture(1500);
    for (String change : new String[] {"captured = 0", "captured = 2000", "refunded = 1501"}) {
      assertThatThrownBy(() ->
              shop.books()
                  .execute("update payment set %s where order_id = '%s'".formatted(change, order)))
          .as(change)
          .hasMessageContaining("SQL state 23");
    }
  }

  private void authorize(long pence) {
    payments
        .authorize()
        .authorize(new Authorization(order, "usr_buyer", gbp(pence), "tok_success"));
  }

  private Payment capture(long pence) {
    return payments.capture().capture(order, Optional.of(gbp(pence)));
  }

  private Payment captureAll() {
    return payments.capture().capture(order, Optional.empty());
  }

  private Payment refund(String name, long pence) {
    return payments
        .refund()
        .refund(new Refund(order, "ref_" + name + order, Optional.of(gbp(pence))));
  }

  private static Amount gbp(long pence) {
    return new Amount("GBP", pence);
  }

  private static void refusal(Reason reason, ThrowingCallable call) {
    ApiException refusal = catchThrowableOfType(ApiException.class, call);
    assertThat(refusal).as("should be refused with " + reason).isNotNull();
    assertThat(refusal.reason()).isEqualTo(reason.name());
  }
}
