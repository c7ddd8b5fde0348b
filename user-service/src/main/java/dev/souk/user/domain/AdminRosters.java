package dev.souk.user.domain;

/** Keeps the one roster of administrators. */
public interface AdminRosters {
  /** The roster as it is; without standings before the first change. */
  AdminRoster current();

  /**
   * Stores the next version of the roster.
   *
   * @return false when its version is not the successor of the stored one: somebody was faster
   */
  boolean replace(AdminRoster next);
}
