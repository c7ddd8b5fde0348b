package dev.souk.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.embedded.EmbeddedPostgres;
import dev.souk.kit.sql.Login;
import dev.souk.kit.sql.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/**
 * A schema of PostgreSQL as a text that can be read and compared: what the migrations lead to,
 * whatever they are. Each module with a database keeps the text of its own.
 */
public final class SchemaText {
  private static final String TABLES =
      """
      select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = ? and c.relkind = 'r' and c.relname <> 'flyway_schema_history' order by 1
      """;

  /** The columns of a table, then its constraints, indexes and triggers, by name. */
  private static final String OF_TABLE =
      """
      select line from (
        select 1 as part, a.attnum::int as place, '  ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
            || case when a.attnotnull then ' not null' else '' end
            || case when a.attidentity <> '' then ' generated as identity' else '' end
            || case when a.attgenerated = 's' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ')'
                    when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end as line
          from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
          where a.attrelid = ?::regclass and a.attnum > 0 and not a.attisdropped
        union all
        select 2, row_number() over (order by conname)::int, '  constraint ' || conname || ' ' || pg_get_constraintdef(oid)
          from pg_constraint where conrelid = ?::regclass and contype <> 'n'
        union all
        select 3, row_number() over (order by c.relname)::int, '  ' || pg_get_indexdef(i.indexrelid)
          from pg_index i join pg_class c on c.oid = i.indexrelid
          where i.indrelid = ?::regclass and not exists (select from pg_constraint where conindid = i.indexrelid)
        union all
        select 4, row_number() over (order by tgname)::int, '  ' || pg_get_triggerdef(oid)
          from pg_trigger where tgrelid = ?::regclass and not tgisinternal
      ) lines order by part, place
      """;

  private static final String FUNCTIONS =
      """
      select pg_get_functiondef(p.oid) from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = ? order by p.proname, p.oid
      """;

  private SchemaText() {}

  /**
   * Fails unless the module's migrations make an empty database what {@code
   * src/test/resources/schema.txt} says. What they make of it is written to {@code
   * target/schema.txt}.
   *
   * @param folder for a PostgreSQL
   * @param migrations their folder on the classpath
   */
  public static void assertExpected(Path folder, String schema, String migrations)
      throws SQLException, IOException {
    String actual = made(folder, schema, migrations);
    Path found = Path.of("target", "schema.txt");
    Files.writeString(found, actual);
    Path expected = Path.of("src", "test", "resources", "schema.txt");
    assertThat(actual)
        .as("the schema; when the change is meant: cp %s %s", found, expected)
        .isEqualTo(Files.exists(expected) ? Files.readString(expected) : "");
  }

  private static String made(Path folder, String schema, String migrations) throws SQLException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
      Login login =
          new Login(
              postgres.createDatabase("schema_test"), EmbeddedPostgres.USER, EmbeddedPostgres.USER);
      Migrations.apply(login, schema, migrations);
      try (Connection connection =
          DriverManager.getConnection(login.url(), login.user(), login.password())) {
        connection.setSchema(schema);
        return of(connection, schema);
      }
    }
  }

  /** The schema's tables and functions. */
  static String of(Connection connection, String schema) throws SQLException {
    StringBuilder text = new StringBuilder();
    try (PreparedStatement tables = connection.prepareStatement(TABLES)) {
      tables.setString(1, schema);
      try (ResultSet table = tables.executeQuery()) {
        while (table.next()) {
          appendTable(text, connection, schema, table.getString(1));
        }
      }
    }
    appendLines(text, connection, FUNCTIONS, schema);
    return text.toString();
  }

  private static void appendTable(
      StringBuilder text, Connection connection, String schema, String table) throws SQLException {
    text.append(String.format(Locale.ROOT, "table %s%n", table));
    String name = '"' + schema + "\".\"" + table + '"';
    appendLines(text, connection, OF_TABLE, name, name, name, name);
    text.append('\n');
  }

  private static void appendLines(
      StringBuilder text, Connection connection, String query, String... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet line = statement.executeQuery()) {
        while (line.next()) {
          text.append(line.getString(1).stripTrailing()).append('\n');
        }
      }
    }
  }
}
