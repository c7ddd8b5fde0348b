package dev.souk.user.domain;

/**
 * Which advertising a user agreed to.
 *
 * @param email by e-mail
 * @param sms by text message
 */
public record MarketingPreferences(boolean email, boolean sms) {
  /** Who has not said anything has not agreed to anything. */
  public static final MarketingPreferences NONE = new MarketingPreferences(false, false);
}
