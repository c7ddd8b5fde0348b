package dev.souk.user.domain.operation;

/** Erases one kind of data of a user. Repeating it changes nothing. */
@FunctionalInterface
public interface Eraser {
  /** What is left. */
  enum Left {
    /** Nothing. */
    NOTHING,
    /** More than one call does: it is to be called again. */
    MORE,
    /** What is needed until something else has come to an end. */
    NEEDED
  }

  /** Erases what can be erased. */
  Left erase(ErasedAccount account);
}
