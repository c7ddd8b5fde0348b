package dev.souk.order.store;

import java.sql.SQLException;

/** PostgreSQL refused a statement: a defect, such as a broken constraint. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreException(SQLException cause) {
    super(cause.getMessage(), cause);
  }
}
