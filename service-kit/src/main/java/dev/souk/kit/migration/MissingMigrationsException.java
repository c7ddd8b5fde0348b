package dev.souk.kit.migration;

/** The store lacks what this version of the service needs, and the service may not add it. */
public final class MissingMigrationsException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** Says what is missing. */
  public MissingMigrationsException(String store, String missing) {
    super(
        store
            + " is not ready for this version: "
            + missing
            + "; run the service with the argument migrate first (SOUK_MIGRATIONS is by-job)");
  }
}
