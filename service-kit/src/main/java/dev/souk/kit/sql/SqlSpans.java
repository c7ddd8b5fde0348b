package dev.souk.kit.sql;

import dev.souk.kit.tracing.Tracing;
import io.opentelemetry.instrumentation.jdbc.datasource.JdbcTelemetry;
import javax.sql.DataSource;

/** Spans of SQL statements, which are named with {@code ?} for every value. */
public final class SqlSpans {
  private SqlSpans() {}

  /** The same connections, with spans while traces are on. */
  public static DataSource of(DataSource source, Tracing tracing) {
    return tracing.isOn()
        ? JdbcTelemetry.builder(tracing.openTelemetry())
            .setDataSourceInstrumenterEnabled(false)
            .build()
            .wrap(source)
        : source;
  }
}
