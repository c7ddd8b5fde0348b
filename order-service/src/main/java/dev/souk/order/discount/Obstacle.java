package dev.souk.order.discount;

/** Why a code takes nothing off. */
public enum Obstacle {
  /** There is no such code, or it is disabled. */
  UNKNOWN,
  /** Its time has not come. */
  NOT_STARTED,
  /** Its time is over. */
  EXPIRED,
  /** It was used as often as it can be. */
  USED_UP,
  /** The customer used it as often as a customer may. */
  USED_UP_BY_CUSTOMER,
  /** Its amounts are in another currency. */
  OTHER_CURRENCY,
  /** The lines cost too little. */
  MINIMUM_NOT_REACHED,
  /** It, or one that was given before, applies alone. */
  NOT_COMBINABLE
}
