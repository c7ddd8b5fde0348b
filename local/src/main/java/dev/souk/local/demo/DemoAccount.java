package dev.souk.local.demo;

import dev.souk.kit.identity.Identity;
import java.util.List;

/** The accounts of a local shop. Their passwords are public: they exist in local shops alone. */
public enum DemoAccount {
  /** Runs the shop. */
  ADMIN("admin", "Demo Admin", List.of(Identity.CUSTOMER, Identity.ADMIN)),
  /** Owns the demo catalog. */
  SELLER("seller", "Demo Seller", List.of(Identity.CUSTOMER, Identity.SELLER)),
  /** Buys. */
  CUSTOMER("customer", "Demo Customer", List.of(Identity.CUSTOMER));

  private final String word;
  private final String displayName;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<String> roles;

  DemoAccount(String word, String displayName, List<String> roles) {
    this.word = word;
    this.displayName = displayName;
    this.roles = roles;
  }

  /** Such as {@code seller@souk.local}. */
  public String email() {
    return word + "@souk.local";
  }

  /** Such as {@code demo-seller-password}. */
  public String password() {
    return "demo-" + word + "-password";
  }

  /** Name shown to people. */
  public String displayName() {
    return displayName;
  }

  /** The roles it holds. */
  public List<String> roles() {
    return roles;
  }
}
