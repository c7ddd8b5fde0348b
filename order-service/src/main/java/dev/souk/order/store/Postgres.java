package dev.souk.order.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.souk.kit.sql.Migrations;

/** Opens the service's database with the schema that this version of the code needs. */
public final class Postgres {
  private static final int TIMEOUT_MILLIS = 5000;

  private Postgres() {}

  /** Connections to the database, migrated. Any number of instances may start at once. */
  public static HikariDataSource open(String url, String user, String password, int poolSize) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("order-service");
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(poolSize);
    config.setConnectionTimeout(TIMEOUT_MILLIS);
    config.addDataSourceProperty("ApplicationName", "order-service");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("socketTimeout", "10");
    HikariDataSource source = new HikariDataSource(config);
    try {
      Migrations.apply(source, "public", "db/order");
      return source;
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }
}
