package dev.souk.user.domain;

import java.util.Set;
import java.util.stream.Collectors;

/** What an account may do. The names are those of claims, metadata and method options. */
public enum Role {
  /** Buys. Every new account has it. */
  ROLE_CUSTOMER,
  /** Sells what is its own. */
  ROLE_SELLER,
  /** Runs the shop. */
  ROLE_ADMIN;

  /** The roles in order, by commas. */
  static String text(Set<Role> roles) {
    return roles.stream().sorted().map(Role::name).collect(Collectors.joining(","));
  }
}
