package dev.souk.cart.store;

/** What is kept under a version, another one with each write. */
interface Versioned {
  /** 16 hexadecimal digits. */
  String version();
}
