package dev.souk.order.saga;

/** What a saga does next. Each step may be repeated: its effects are keyed by the order. */
public enum Step {
  /** Placement: hold the stock. */
  RESERVE,
  /** Placement: have the amount set aside. */
  AUTHORIZE,
  /** Placement: wait until the buyer has confirmed the payment, where their bank wants that. */
  CONFIRM,
  /** Placement: make sure that the prices are still right. */
  REVALIDATE,
  /** Placement: take the money. */
  CAPTURE,
  /** Placement: take the stock; then the order is paid. */
  COMMIT,
  /** Placement: take what was ordered out of the cart. */
  CLEAR_CART,
  /** Placement refused: give the money back, set aside or taken. */
  VOID,
  /** Placement refused: give the stock back, held or taken; then the order has failed. */
  RELEASE,
  /** Cancellation: give the money back. */
  REFUND,
  /** Cancellation: put the units back into stock; then the order is cancelled. */
  RESTOCK,
  /** Nothing. */
  DONE
}
