package dev.souk.user.domain;

/** How people are called where everybody reads it. */
public final class DisplayName {
  private DisplayName() {}

  /**
   * The first name and the initial of the last one: "Ada L." of "Ada King Lovelace". A name that is
   * one word stays; what looks like an e-mail address is left out, for people sign up as such.
   */
  public static String of(String name) {
    if (name.isBlank() || name.indexOf('@') >= 0) {
      return "";
    }
    String[] words = name.strip().split("\\s+", -1);
    if (words.length == 1) {
      return words[0];
    }
    int initial = words[words.length - 1].codePointAt(0);
    return words[0] + ' ' + Character.toString(initial) + '.';
  }
}
