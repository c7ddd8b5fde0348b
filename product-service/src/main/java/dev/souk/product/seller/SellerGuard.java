package dev.souk.product.seller;

import dev.souk.kit.error.SignInErrors;
import dev.souk.kit.identity.Identity;
import java.util.List;

/**
 * Lets nobody change the catalog or the stock as a seller who is none any more. A token says what
 * its owner was when it was issued, and sessions are ended a moment after an account has changed.
 */
public final class SellerGuard {
  private final Sellers sellers;

  /** Asks them. */
  public SellerGuard(Sellers sellers) {
    this.sellers = sellers;
  }

  /**
   * Lets administrators pass, and sellers who still are some.
   *
   * @throws dev.souk.kit.error.ApiException {@code ROLE_REQUIRED}; {@code DEPENDENCY_UNAVAILABLE}
   *     when it cannot be told
   */
  public void verifyCaller() {
    Identity caller = Identity.current();
    if (!caller.has(Identity.ADMIN) && !sellers.maySell(caller.requireUserId())) {
      throw SignInErrors.roleRequired(List.of(Identity.SELLER, Identity.ADMIN));
    }
  }
}
