package dev.souk.auth.domain;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a machine's token is for.
 *
 * @param clientId who it is issued to
 * @param scopes all that may be done with it
 */
public record ClientScope(String clientId, SortedSet<String> scopes) {
  /** The scopes as RFC 6749, section 3.3, writes them. */
  public String text() {
    return String.join(" ", scopes);
  }

  /** What the text says, for the client. */
  public static ClientScope of(String clientId, String text) {
    return new ClientScope(clientId, parse(text));
  }

  /** The scopes of a text; none of an empty one. */
  public static SortedSet<String> parse(String text) {
    SortedSet<String> scopes = new TreeSet<>(List.of(text.split(" ")));
    scopes.remove("");
    return scopes;
  }
}
