package dev.souk.proto;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The scopes that a machine's token can have. Which method needs which is written in the protos, in
 * {@code (souk.type.v1.access)}; the build refuses one that is not listed here.
 */
public final class Scopes {
  /** All of them, in alphabetical order. */
  public static final SortedSet<String> ALL =
      Collections.unmodifiableSortedSet(
          new TreeSet<>(
              List.of(
                  "addresses.read",
                  "addresses.write",
                  "cart.read",
                  "cart.write",
                  "catalog.read",
                  "catalog.write",
                  "inventory.read",
                  "inventory.write",
                  "orders.read",
                  "orders.write",
                  "payments.read",
                  "profile.read",
                  "users.read")));

  private Scopes() {}
}
