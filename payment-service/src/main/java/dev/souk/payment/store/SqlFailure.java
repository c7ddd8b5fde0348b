package dev.souk.payment.store;

import java.sql.SQLException;

/** Carries an {@link SQLException} through a rule of the domain, which knows of no database. */
final class SqlFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final SQLException failure;

  SqlFailure(SQLException failure) {
    super(failure);
    this.failure = failure;
  }

  SQLException failure() {
    return failure;
  }
}
