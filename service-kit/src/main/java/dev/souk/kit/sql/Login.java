package dev.souk.kit.sql;

/**
 * How to reach a database. Its text form does not show the password.
 *
 * @param url JDBC address
 * @param user role
 * @param password the role's password
 */
public record Login(String url, String user, String password) {
  @Override
  public String toString() {
    return "Login[url=" + url + ", user=" + user + "]";
  }
}
