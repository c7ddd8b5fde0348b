package dev.souk.user.domain;

/** How accounts are sorted: by a text that no two share, so that a page can begin after any. */
public enum UserOrder {
  /** By id, which begins with the time that the account was made: the newest first. */
  NEWEST {
    @Override
    public String keyOf(User user) {
      return user.id();
    }
  },
  /** By e-mail address, regardless of case. */
  EMAIL {
    @Override
    public String keyOf(User user) {
      return user.email().normalized();
    }
  },
  /** By name, regardless of case, then by id. */
  NAME {
    @Override
    public String keyOf(User user) {
      return Text.folded(user.profile().name()) + BEHIND_A_NAME + user.id();
    }
  };

  /** Sorts before whatever a longer name goes on with. */
  private static final char BEHIND_A_NAME = '\u0001';

  /** Where the account stands in this order. */
  public abstract String keyOf(User user);
}
