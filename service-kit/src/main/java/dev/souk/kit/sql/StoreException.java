package dev.souk.kit.sql;

import java.sql.SQLException;

/** PostgreSQL refused a statement: a defect, such as a broken constraint. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreException(SQLException cause) {
    super("SQL state " + cause.getSQLState() + ": " + cause.getMessage(), cause);
  }
}
