package dev.souk.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import dev.souk.embedded.EmbeddedPostgres;
import dev.souk.kit.migration.MigrationMode;
import dev.souk.kit.sql.Login;
import dev.souk.kit.sql.Migrations;
import dev.souk.order.OrderServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The operator's guide on restoring PostgreSQL: from last night's backup and the archived log to a
 * moment before the damage.
 */
class RestoreTest {
  private static final String DATABASE = "souk_order";

  @TempDir Path folder;

  @Test
  void orders_are_as_they_were_before_the_damage_and_a_service_starts_on_them() throws Exception {
    Path archive = Files.createDirectory(folder.resolve("archive"));
    Path restored = Files.createDirectory(folder.resolve("restored"));
    archiveInto(archive);
    Map<String, String> before;
    String moment;
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("first"), 0)) {
      Login login = login(postgres);
      OrderServer.migrate(postgres.settings(DATABASE));
      order(login, "ord_before_the_backup");
      PostgresBackup.take(login, folder.resolve("first/cluster"), restored.resolve("cluster"));
      order(login, "ord_after_the_backup");
      before = contents(login);
      moment = text(login, "select clock_timestamp()::text");
      run(login, "truncate orders cascade");
      run(login, "select pg_switch_wal()");
    }

    Files.writeString(
        restored.resolve("cluster/postgresql.auto.conf"),
        """
        restore_command = 'cp "%s/%%f" "%%p"'
        recovery_target_time = '%s'
        recovery_target_action = 'promote'
        """
            .formatted(archive, moment));
    Files.createFile(restored.resolve("cluster/recovery.signal"));
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(restored, 0)) {
      Login login = login(postgres);
      await("the end of the recovery")
          .atMost(Duration.ofMinutes(1))
          .until(() -> text(login, "select pg_is_in_recovery()").equals("f"));
      assertThat(contents(login)).isEqualTo(before);
      assertThat(text(login, "select string_agg(order_id, ' ' order by order_id) from orders"))
          .isEqualTo("ord_after_the_backup ord_before_the_backup");
      assertThatCode(() -> Migrations.prepare(MigrationMode.BY_JOB, login, "public", "db/order"))
          .doesNotThrowAnyException();
      order(login, "ord_after_the_restore");
    }
  }

  /** Has a new server archive its log from its next start on. */
  private void archiveInto(Path archive) throws SQLException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("first"), 0)) {
      Login login = login(postgres);
      run(login, "alter system set archive_mode = on");
      run(login, "alter system set archive_command = 'cp \"%p\" \"" + archive + "/%f\"'");
    }
  }

  private static Login login(EmbeddedPostgres postgres) {
    return new Login(
        postgres.createDatabase(DATABASE), EmbeddedPostgres.USER, EmbeddedPostgres.USER);
  }

  /** What placing an order writes first. */
  private static void order(Login login, String id) throws SQLException {
    run(
        login,
        """
        begin;
        insert into orders (order_id, number, user_id, state, version, currency, subtotal, discount,
            shipping, tax, tax_included, total, shipping_address, billing_address, create_time)
          values ('%1$s', '%1$s', 'usr_1', 'PENDING', 1, 'GBP', 999, 0, 0, 0, true, 999,
            '{}', '{}', now());
        insert into order_item
            (order_id, position, sku, product_id, name, quantity, unit_price, line_total)
          values ('%1$s', 0, 'HAT-1', 'prd_1', 'Hat', 1, 999, 999);
        insert into order_history (order_id, version, state, time, actor, reason)
          values ('%1$s', 1, 'PENDING', now(), 'usr_1', '');
        insert into outbox (event_id, topic, key, payload, create_time)
          values ('evt_%1$s', 'souk.orders', '%1$s', '', now());
        commit
        """
            .formatted(id));
  }

  /** A digest of all rows of each table. */
  private static Map<String, String> contents(Login login) throws SQLException {
    Map<String, String> contents = new TreeMap<>();
    try (Connection connection = open(login);
        Statement tables = connection.createStatement();
        ResultSet table =
            tables.executeQuery("select tablename from pg_tables where schemaname = 'public'")) {
      while (table.next()) {
        String name = table.getString("tablename");
        contents.put(
            name,
            text(
                login,
                "select count(*) || ' ' || md5(coalesce(string_agg(t::text, ' ' order by t::text),"
                    + " '')) from \"%s\" t".formatted(name)));
      }
    }
    assertThat(contents).hasSizeGreaterThan(5);
    return contents;
  }

  private static String text(Login login, String query) throws SQLException {
    try (Connection connection = open(login);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void run(Login login, String sql) throws SQLException {
    try (Connection connection = open(login);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection open(Login login) throws SQLException {
    return DriverManager.getConnection(login.url(), login.user(), login.password());
  }
}
