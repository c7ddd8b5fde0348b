package dev.souk.auth.domain.apikey;

/** What an API key is for. */
public enum ApiKeyKind {
  /** Acts as its owner within its scopes. */
  SECRET("sk_"),
  /** Names an app, and gives no right. */
  PUBLISHABLE("pk_");

  private final String prefix;

  ApiKeyKind(String prefix) {
    this.prefix = prefix;
  }

  /** What keys of the kind begin with. */
  String prefix() {
    return prefix;
  }
}
