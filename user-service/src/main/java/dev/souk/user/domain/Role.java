package dev.souk.user.domain;

/** What an account may do. The names are those of claims, metadata and method options. */
public enum Role {
  /** Buys. Every new account has it. */
  ROLE_CUSTOMER,
  /** Sells what is its own. */
  ROLE_SELLER,
  /** Runs the shop. */
  ROLE_ADMIN
}
