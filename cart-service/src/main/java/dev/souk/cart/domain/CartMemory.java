package dev.souk.cart.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was done to a cart, so that a repeat does not do it again.
 *
 * @param orders the orders whose units were taken out last, oldest first
 * @param merged the guests' carts that were taken in last, oldest first
 */
public record CartMemory(List<String> orders, List<MergedCart> merged) {
  /** Nothing was done yet. */
  public static final CartMemory NONE = new CartMemory(List.of(), List.of());

  /**
   * So many of each are remembered: few enough to weigh nothing. A note of a merge may be needed
   * for as long as the guest's cart stands, which {@link GuestMerge} sees to.
   */
  static final int REMEMBERED = 50;

  /** Copies the lists. */
  public CartMemory {
    orders = List.copyOf(orders);
    merged = List.copyOf(merged);
  }

  /** What became of the guest's cart, where it was taken in. */
  Optional<MergedCart> merged(String guestCartId) {
    return merged.stream().filter(done -> done.cartId().equals(guestCartId)).findFirst();
  }

  /** The note that goes when another comes. */
  Optional<MergedCart> nextForgotten() {
    return merged.size() < REMEMBERED ? Optional.empty() : Optional.of(merged.getFirst());
  }

  CartMemory plusOrder(String orderId) {
    return new CartMemory(last(orders, orderId), merged);
  }

  CartMemory plusMerged(MergedCart done) {
    return new CartMemory(orders, last(merged, done));
  }

  private static <T> List<T> last(List<T> before, T added) {
    List<T> all = new ArrayList<>(before);
    all.add(added);
    return all.subList(Math.max(0, all.size() - REMEMBERED), all.size());
  }
}
