package dev.souk.auth.domain.phone;

/**
 * Makes of codes what may be stored. A code is one of a million: whoever has a database with plain
 * hashes, however salted, finds it in a second, so the hash needs a key that is not in the
 * database.
 */
@FunctionalInterface
public interface CodeHashes {
  /**
   * A hash that only the holder of the key can compute.
   *
   * @param purpose what the code is for: the same code hashes to something else for another
   */
  String of(String purpose, String code);
}
