package dev.souk.product.seller;

/** The accounts of those who sell. */
public interface Sellers {
  /**
   * Whether the account is active and a seller's, now.
   *
   * @throws dev.souk.kit.error.ApiException {@code DEPENDENCY_UNAVAILABLE} when that cannot be told
   */
  boolean maySell(String userId);
}
