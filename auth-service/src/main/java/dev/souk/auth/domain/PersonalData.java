package dev.souk.auth.domain;

/** What is kept of users, of one kind. */
@FunctionalInterface
public interface PersonalData {
  /** Erases it for one user. Repeating it changes nothing. */
  void erase(ErasedUser user);
}
