package dev.souk.order.saga;

/** Somebody else drives the saga now; whoever meets this leaves it alone. */
public final class LeaseLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Lost the lease of this saga. */
  public LeaseLostException(Saga saga) {
    super("lost the lease of " + saga);
  }
}
