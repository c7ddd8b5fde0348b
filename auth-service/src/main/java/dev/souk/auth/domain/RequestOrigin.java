package dev.souk.auth.domain;

/**
 * Where a request comes from, for its user to recognise. Nothing is decided by it.
 *
 * @param ipAddress IPv4 or IPv6 address, or empty when it is not known
 * @param userAgent what the client calls itself, at most 256 characters, or empty
 */
public record RequestOrigin(String ipAddress, String userAgent) {
  /** Nothing known. */
  public static final RequestOrigin UNKNOWN = new RequestOrigin("", "");

  @Override
  public String toString() {
    return "RequestOrigin[...]";
  }
}
