package dev.souk.user.domain.operation;

/** Goes on with operations of one kind. */
interface Driver {
  /**
   * Does what can be done of an operation that was taken, then ends it or puts it off.
   *
   * @throws LeaseLostException when somebody else is at it by now
   */
  void drive(Operation taken);
}
