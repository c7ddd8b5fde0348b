package dev.souk.product.transfer.domain;

import dev.souk.product.seller.Sellers;

/**
 * Whether those who began operations still have the right to. Tokens said so at the start, and
 * operations take minutes.
 */
public final class Rights {
  private final Sellers sellers;

  /** Asks them. */
  public Rights(Sellers sellers) {
    this.sellers = sellers;
  }

  /**
   * Whether who asked for it is still what they were then.
   *
   * @throws dev.souk.kit.error.ApiException {@code DEPENDENCY_UNAVAILABLE} when that cannot be told
   */
  boolean hold(Operation.Task task) {
    return task.admin() ? sellers.mayAdminister(task.userId()) : sellers.maySell(task.userId());
  }
}
