package dev.souk.kit.sql;

import org.flywaydb.core.Flyway;

/** Brings a schema to the version that the code needs. Several instances may start at once. */
public final class Migrations {
  private Migrations() {}

  /** Applies the migrations of the folder that the schema does not have yet. */
  public static void apply(Database database, String schema, String folder) {
    Flyway.configure()
        .dataSource(database.source())
        .schemas(schema)
        .defaultSchema(schema)
        .locations("classpath:" + folder)
        .load()
        .migrate();
  }
}
