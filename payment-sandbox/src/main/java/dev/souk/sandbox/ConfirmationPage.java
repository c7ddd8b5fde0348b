package dev.souk.sandbox;

import dev.souk.kit.money.Amount;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;

/** The page at which a buyer confirms or refuses a payment, as at their bank (3-D Secure). */
final class ConfirmationPage {
  static final String PATH = "/confirm/";

  private static final String CONFIRM = "decision=confirm";
  private static final String REFUSE = "decision=refuse";

  private final Bank bank;

  ConfirmationPage(Bank bank) {
    this.bank = bank;
  }

  Reply show(String paymentId) {
    return page(bank.payment(paymentId), "");
  }

  /** The form that the page sends: {@code decision=confirm} or {@code decision=refuse}. */
  Reply decide(String paymentId, String form) {
    boolean confirmed = form.equals(CONFIRM);
    if (!confirmed && !form.equals(REFUSE)) {
      return page(bank.payment(paymentId), "decision must be confirm or refuse");
    }
    Hold.State wanted = confirmed ? Hold.State.AUTHORIZED : Hold.State.REFUSED;
    Optional<Hold> hold = bank.decide(paymentId, confirmed);
    boolean late = hold.filter(known -> known.state() != wanted).isPresent();
    return page(hold, late ? "It is too late to change that." : "");
  }

  private static Reply page(Optional<Hold> hold, String problem) {
    if (hold.isEmpty()) {
      return Reply.html(404, html("<p>There is no such payment.</p>"));
    }
    String content =
        switch (hold.get().state()) {
          case REQUIRES_ACTION -> question(hold.get().amount());
          case AUTHORIZED -> "<p>The payment is confirmed. You may go back to the shop.</p>";
          case REFUSED -> "<p>The payment is refused. You may go back to the shop.</p>";
          case VOIDED -> "<p>The shop gave the payment up. Nothing was charged.</p>";
        };
    return problem.isEmpty()
        ? Reply.html(200, html(content))
        : Reply.html(409, html("<p>" + problem + "</p>" + content));
  }

  private static String question(Amount amount) {
    return """
    <p>Do you want to pay %s?</p>
    <form method="post">
      <button name="decision" value="confirm">Confirm</button>
      <button name="decision" value="refuse">Refuse</button>
    </form>
    """
        .formatted(shown(amount));
  }

  private static String shown(Amount amount) {
    int digits = Math.max(0, Currency.getInstance(amount.currency()).getDefaultFractionDigits());
    return BigDecimal.valueOf(amount.minorUnits(), digits).toPlainString()
        + " "
        + amount.currency();
  }

  private static String html(String content) {
    return """
    <!doctype html>
    <html lang="en"><meta charset="utf-8"><title>Sandbox bank</title>
    <h1>Sandbox bank</h1>
    %s
    </html>
    """
        .formatted(content);
  }
}
