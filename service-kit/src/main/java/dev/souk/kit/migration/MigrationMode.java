package dev.souk.kit.migration;

import dev.souk.kit.config.Settings;

/** Who brings a service's store to the design that its code needs. */
public enum MigrationMode {
  /** The service, when it starts. */
  AT_START,

  /**
   * A run of the service's own {@code migrate}, by a user of the store who may change its design.
   * The service need not have that right: when it starts, it only makes sure that the run was.
   */
  BY_JOB;

  /** Reads {@code SOUK_MIGRATIONS}: {@code at-start}, the default, or {@code by-job}. */
  public static MigrationMode from(Settings settings) {
    return settings.oneOf("SOUK_MIGRATIONS", "at-start", "by-job").equals("by-job")
        ? BY_JOB
        : AT_START;
  }
}
