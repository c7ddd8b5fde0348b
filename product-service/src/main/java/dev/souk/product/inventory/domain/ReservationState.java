package dev.souk.product.inventory.domain;

/** What became of a reservation. */
public enum ReservationState {
  /** The units are held. */
  ACTIVE,
  /** Some of the lines were sold; the others still are held and will be sold. */
  COMMITTING,
  /** The units were sold. */
  COMMITTED,
  /** The units were given back. */
  RELEASED,
  /** Nobody decided in time; the units were given back. */
  EXPIRED,
  /** Some of the sold lines were put back into stock; the others will be. */
  RESTOCKING,
  /** The units were sold, then put back into stock. */
  RESTOCKED
}
