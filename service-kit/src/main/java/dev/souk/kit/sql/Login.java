package dev.souk.kit.sql;

import dev.souk.kit.config.Settings;

/**
 * How to reach a database. Its text form does not show the password.
 *
 * @param url {@code SOUK_POSTGRES_URL}: JDBC address of the service's database
 * @param user {@code SOUK_POSTGRES_USER}: its role there
 * @param password {@code SOUK_POSTGRES_PASSWORD}: the role's password
 */
public record Login(String url, String user, String password) {
  /** Reads it from settings. */
  public static Login from(Settings settings) {
    return new Login(
        settings.required("SOUK_POSTGRES_URL"),
        settings.required("SOUK_POSTGRES_USER"),
        settings.required("SOUK_POSTGRES_PASSWORD"));
  }

  @Override
  public String toString() {
    return "Login[url=" + url + ", user=" + user + "]";
  }
}
