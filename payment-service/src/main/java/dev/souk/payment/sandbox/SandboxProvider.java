package dev.souk.payment.sandbox;

import dev.souk.kit.money.Amount;
import dev.souk.payment.domain.PaymentProvider;
import dev.souk.payment.domain.ProviderAnswer;
import dev.souk.payment.domain.ProviderTimeout;
import dev.souk.payment.domain.ProviderUnavailable;
import dev.souk.payment.domain.UnknownToken;
import dev.souk.payment.sql.Database;
import dev.souk.payment.sql.SqlWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A provider that moves no money. It behaves as a remote one does: it answers a key once, keeps its
 * own books in its own transactions, and can be late.
 */
public final class SandboxProvider implements PaymentProvider {
  private final Database books;

  /** A provider on its books, a schema that nobody else writes to. */
  public SandboxProvider(Database books) {
    this.books = books;
  }

  @Override
  public String name() {
    return "sandbox";
  }

  @Override
  public ProviderAnswer authorize(String key, Amount amount, String token) {
    CardOutcome card = CardOutcome.of(token).orElseThrow(UnknownToken::new);
    ProviderAnswer answer =
        once(new Request(key, "AUTHORIZE", amount), c -> authorize(c, key, amount, card));
    if (card == CardOutcome.TIMEOUT) {
      throw new ProviderTimeout("no answer to " + key);
    }
    return answer;
  }

  @Override
  public ProviderAnswer capture(String key, String authorization, Amount amount) {
    return once(
        new Request(key, "CAPTURE", amount),
        c -> answer(Holds.capture(c, authorization, amount), authorization, "not_authorized"));
  }

  @Override
  public ProviderAnswer voidAuthorization(String key, String authorization) {
    return once(
        new Request(key, "VOID", Amount.zero("XXX")),
        c -> answer(Holds.release(c, authorization), authorization, "already_captured"));
  }

  @Override
  public ProviderAnswer refund(String key, String authorization, Amount amount) {
    return once(
        new Request(key, "REFUND", amount),
        c -> {
          if (Holds.refusesRefunds(c, authorization)) {
            throw new ProviderUnavailable("no refund for now of " + authorization);
          }
          return answer(
              Holds.refund(c, authorization, amount), authorization, "more_than_captured");
        });
  }

  @Override
  public Optional<ProviderAnswer> find(String key) {
    return books.transaction(c -> Requests.find(c, key));
  }

  private static ProviderAnswer authorize(
      Connection connection, String key, Amount amount, CardOutcome card) throws SQLException {
    Optional<String> refusal = card.refusalCode();
    if (refusal.isPresent()) {
      return new ProviderAnswer.Refused(refusal.get());
    }
    String reference = "sandbox_" + key.replace(':', '_');
    boolean waits = card == CardOutcome.ACTION_REQUIRED;
    Holds.open(connection, reference, amount, waits, card == CardOutcome.REFUND_FAILS);
    return waits
        ? new ProviderAnswer.ActionRequired(reference)
        : new ProviderAnswer.Approved(reference);
  }

  private static ProviderAnswer answer(boolean done, String authorization, String refusalCode) {
    return done
        ? new ProviderAnswer.Approved(authorization)
        : new ProviderAnswer.Refused(refusalCode);
  }

  /** Does what a key asks for the first time; afterwards answers the same again. */
  private ProviderAnswer once(Request request, SqlWork<ProviderAnswer> operation) {
    return books.transaction(c -> {
      Requests.serialize(c, request.key());
      Optional<ProviderAnswer> earlier = Requests.find(c, request.key());
      if (earlier.isPresent()) {
        Requests.requireSame(c, request);
        return earlier.get();
      }
      ProviderAnswer answer = operation.with(c);
      Requests.record(c, request, answer);
      return answer;
    });
  }
}
