package dev.souk.auth.mail;

import java.util.Optional;

/**
 * A mail server, and how to talk to it.
 *
 * @param host its name
 * @param port its port
 * @param security how the connection is protected
 * @param account to sign in with, where the server wants that
 * @param sender who the mails are from, such as {@code Souk <no-reply@souk.example>}
 */
public record SmtpSettings(
    String host, int port, Security security, Optional<Account> account, String sender) {

  /** How a connection is protected. */
  public enum Security {
    /** Not at all: for a server on the same machine. */
    NONE,
    /** By TLS, begun with STARTTLS (RFC 3207); without it no mail is sent. */
    STARTTLS,
    /** By TLS from the first byte (RFC 8314). */
    TLS
  }

  /** An account at the server. */
  public record Account(String name, String password) {
    @Override
    public String toString() {
      return "Account[...]";
    }
  }
}
