package dev.souk.auth.client;

import com.google.protobuf.Timestamp;
import dev.souk.auth.domain.Account;
import dev.souk.user.v1.User;
import java.time.Instant;

/** Accounts as user-service's messages have them. */
final class UserMessages {
  private UserMessages() {}

  static Account account(User user) {
    return new Account(
        user.getUserId(),
        user.getEmail(),
        user.getEmailVerified(),
        user.getPendingEmail(),
        user.getName(),
        user.getPhone(),
        user.getPhoneVerified(),
        user.getMarketingPreferences().getEmail(),
        user.getMarketingPreferences().getSms(),
        user.getRolesList(),
        user.getState() == User.State.STATE_ACTIVE,
        user.getTotpEnabled(),
        user.getAvatarUrl(),
        instant(user.getCreateTime()),
        instant(user.getUpdateTime()),
        user.getEtag());
  }

  private static Instant instant(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }
}
