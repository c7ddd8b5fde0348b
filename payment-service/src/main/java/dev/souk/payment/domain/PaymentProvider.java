package dev.souk.payment.domain;

import dev.souk.kit.money.Amount;
import java.util.Optional;

/**
 * Who moves the money. A provider is remote: never called inside a database transaction.
 *
 * <p>Every operation carries a key: the same key is never done twice and has the same answer each
 * time. Besides its answers an operation throws {@link ProviderTimeout} when it is not known
 * whether it was done, and {@link ProviderUnavailable} when it was not done and may be later.
 */
public interface PaymentProvider {
  /** Its name, as payments show it. */
  String name();

  /**
   * Sets an amount aside.
   *
   * @throws UnknownToken when the token is not one of the provider's; nothing was done
   */
  ProviderAnswer authorize(String key, Amount amount, String token);

  /** How an authorization stands that the buyer had to confirm. */
  ProviderAnswer confirmation(String authorization);

  /** Takes the amount of an authorization. */
  ProviderAnswer capture(String key, String authorization, Amount amount);

  /** Gives an authorization up. */
  ProviderAnswer voidAuthorization(String key, String authorization);

  /** Pays back what was captured, or a part of it. */
  ProviderAnswer refund(String key, String authorization, Amount amount);

  /**
   * The answer to an operation that may have arrived; empty when it did not, or can be asked for
   * again.
   *
   * @param authorization what the operation is about; empty when it is the authorization itself
   */
  Optional<ProviderAnswer> find(Operation operation, Optional<String> authorization);
}
