package dev.souk.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.embedded.EmbeddedPostgres;
import dev.souk.kit.migration.MigrationMode;
import dev.souk.kit.migration.MissingMigrationsException;
import dev.souk.kit.sql.Database;
import dev.souk.kit.sql.Login;
import dev.souk.kit.sql.Migrations;
import dev.souk.order.OrderServer;
import dev.souk.payment.PaymentServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Row 129: a job migrates as the owner of the database, the service runs as a role that cannot. */
class ApplicationRoleTest {
  @TempDir static Path folder;
  private static EmbeddedPostgres postgres;

  static final List<Service> SERVICES =
      List.of(
          new Service("order", OrderServer::migrate),
          new Service("payment", PaymentServer::migrate));

  record Service(String area, Consumer<Map<String, String>> migrate) {
    String owner() {
      return "souk_" + area;
    }

    String application() {
      return owner() + "_app";
    }

    @Override
    public String toString() {
      return area;
    }
  }

  @BeforeAll
  static void start() {
    postgres = EmbeddedPostgres.start(folder, 0);
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @ParameterizedTest
  @FieldSource("SERVICES")
  void the_service_reads_and_writes_what_the_job_made_and_can_make_nothing(Service service)
      throws Exception {
    String url = makeDatabase(service);
    Login application = new Login(url, service.application(), "secret");

    try (Database database = Database.open("test", application, "public", 2)) {
      assertThatThrownBy(() -> prepare(service, application))
          .isInstanceOf(MissingMigrationsException.class)
          .hasMessageContaining("V1__")
          .hasMessageContaining("migrate");

      service.migrate.accept(
          Map.of(
              "SOUK_POSTGRES_URL",
              url,
              "SOUK_POSTGRES_USER",
              service.owner(),
              "SOUK_POSTGRES_PASSWORD",
              "secret"));

      assertThatCode(() -> prepare(service, application)).doesNotThrowAnyException();
      assertThat(tables(database)).hasSizeGreaterThan(3).allMatch(Rights::areThoseOfUse);
      assertThat(sequencesOutOfReach(database)).isEmpty();
      for (String change :
          List.of(
              "create table stray (id int)",
              "drop table outbox",
              "alter table outbox add stray int",
              "truncate outbox",
              "create schema stray")) {
        assertThatThrownBy(() -> run(application, change))
            .as(change)
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
      }
    }
  }

  private record Rights(String table, boolean use, boolean design) {
    boolean areThoseOfUse() {
      return use && !design;
    }
  }

  private static List<Rights> tables(Database database) {
    return database.run(sql ->
        sql.list(
            """
            select tablename,
              has_table_privilege(quote_ident(tablename), 'select')
                and has_table_privilege(quote_ident(tablename), 'insert')
                and has_table_privilege(quote_ident(tablename), 'update')
                and has_table_privilege(quote_ident(tablename), 'delete') as use,
              has_table_privilege(quote_ident(tablename), 'truncate, references, trigger') as design
            from pg_tables where schemaname = 'public'
            """,
            row ->
                new Rights(
                    row.getString("tablename"), row.getBoolean("use"), row.getBoolean("design"))));
  }

  private static List<String> sequencesOutOfReach(Database database) {
    return database.run(sql ->
        sql.list(
            """
            select sequencename from pg_sequences
            where schemaname = 'public'
              and not has_sequence_privilege(quote_ident(sequencename), 'usage')
            """,
            row -> row.getString("sequencename")));
  }

  private static void prepare(Service service, Login login) {
    Migrations.prepare(MigrationMode.BY_JOB, login, "public", "db/" + service.area());
  }

  /** A database as deploy/postgres makes it. */
  private static String makeDatabase(Service service) throws SQLException, IOException {
    String address = postgres.createDatabase("postgres");
    Login superuser = new Login(address, EmbeddedPostgres.USER, EmbeddedPostgres.USER);
    run(superuser, "create role " + service.owner() + " login password 'secret'");
    run(superuser, "create database " + service.owner() + " owner " + service.owner());
    run(superuser, "revoke all on database " + service.owner() + " from public");
    String url = address.replaceFirst("/postgres(?=$|\\?)", "/" + service.owner());
    run(
        new Login(url, EmbeddedPostgres.USER, EmbeddedPostgres.USER),
        Files.readString(Path.of("postgres/application-role.sql"))
            .replace(":\"application\"", service.application())
            .replace(":\"owner\"", service.owner())
            .replace(":'password'", "'secret'"));
    return url;
  }

  private static void run(Login login, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(login.url(), login.user(), login.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
