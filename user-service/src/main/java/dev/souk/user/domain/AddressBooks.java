package dev.souk.user.domain;

/** The address books of all users. */
public interface AddressBooks {
  /** The user's book; an empty one where there is none. */
  AddressBook of(String userId);

  /**
   * Stores the next version of a book.
   *
   * @return false when its version is not the successor of the stored one: somebody was faster
   */
  boolean replace(AddressBook next);

  /** Forgets the user's book. */
  void remove(String userId);
}
