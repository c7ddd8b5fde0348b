package dev.souk.auth.api;

import dev.souk.auth.domain.RequestOrigin;
import dev.souk.kit.identity.Origin;

/** Where the call that the current thread serves comes from. */
final class CallerOrigin {
  private CallerOrigin() {}

  static RequestOrigin current() {
    Origin origin = Origin.current();
    return new RequestOrigin(origin.ipAddress(), origin.userAgent());
  }
}
