package dev.souk.cart.store;

import org.jspecify.annotations.Nullable;

/** A value is not one that this service wrote. It is left as it is, for a person to see. */
final class CorruptValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CorruptValueException(String key, String problem, @Nullable Throwable cause) {
    super("corrupt value of " + key + ": " + problem, cause);
  }
}
