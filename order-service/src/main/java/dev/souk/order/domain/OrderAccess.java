package dev.souk.order.domain;

/**
 * Who may act as an order's buyer: the buyer, and whoever has the access token of a guest's order.
 * A wrong token, and an order that does not exist, take the same way.
 */
public final class OrderAccess {
  private final Orders orders;

  /** Access to the store's orders. */
  public OrderAccess(Orders orders) {
    this.orders = orders;
  }

  /**
   * As whom the caller reads and changes the order: as its guest when the token opens it, else as
   * themselves. Whether that one has such an order is for the reader to find out.
   *
   * @param orderId the order
   * @param callerId whose the caller's own orders are
   * @param token what the caller says opens the order; empty for nothing
   */
  public String actor(String orderId, String callerId, String token) {
    if (token.isEmpty()) {
      return callerId;
    }
    LockedOrder order = orders.locked(orderId).orElse(LockedOrder.NONE);
    return AccessTokens.opens(token, order.tokenHash()) ? order.ownerId() : callerId;
  }
}
