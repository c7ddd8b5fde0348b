package dev.souk.product.seller;

/** The accounts of those who sell, and of those who do it for others. */
public interface Sellers {
  /**
   * Whether the account is active and a seller's, now.
   *
   * @throws dev.souk.kit.error.ApiException {@code DEPENDENCY_UNAVAILABLE} when that cannot be told
   */
  boolean maySell(String userId);

  /**
   * Whether the account is active and an administrator's, now.
   *
   * @throws dev.souk.kit.error.ApiException {@code DEPENDENCY_UNAVAILABLE} when that cannot be told
   */
  boolean mayAdminister(String userId);
}
