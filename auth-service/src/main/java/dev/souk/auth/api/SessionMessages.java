package dev.souk.auth.api;

import com.google.protobuf.Timestamp;
import dev.souk.auth.domain.Account;
import dev.souk.auth.domain.Grant;
import dev.souk.auth.domain.Revocation;
import dev.souk.auth.v1.ActiveSession;
import dev.souk.auth.v1.Session;
import dev.souk.auth.v1.WatchRevocationsResponse;
import dev.souk.user.v1.MarketingPreferences;
import dev.souk.user.v1.User;
import java.time.Instant;
import java.util.List;

/** Sessions and revocations as messages. */
final class SessionMessages {
  private SessionMessages() {}

  static Session message(Grant grant) {
    return Session.newBuilder()
        .setAccessToken(grant.accessToken().text())
        .setAccessTokenExpireTime(timestamp(grant.accessToken().expireTime()))
        .setRefreshToken(grant.refreshToken().text())
        .setRefreshTokenExpireTime(timestamp(grant.session().refreshTokenEnd()))
        .setSessionId(grant.session().id())
        .setUser(user(grant.account()))
        .build();
  }

  static ActiveSession active(dev.souk.auth.domain.Session session, String currentSessionId) {
    return ActiveSession.newBuilder()
        .setSessionId(session.id())
        .setDeviceName(session.deviceName())
        .setIpAddress(session.lastSeenFrom().ipAddress())
        .setUserAgent(session.lastSeenFrom().userAgent())
        .setCreateTime(timestamp(session.createTime()))
        .setLastSeenTime(timestamp(session.refreshTime()))
        .setExpireTime(timestamp(session.refreshTokenEnd()))
        .setCurrent(session.id().equals(currentSessionId))
        .build();
  }

  static WatchRevocationsResponse message(List<Revocation> revocations) {
    return WatchRevocationsResponse.newBuilder()
        .addAllRevocations(revocations.stream().map(SessionMessages::message).toList())
        .build();
  }

  private static dev.souk.auth.v1.Revocation message(Revocation revocation) {
    return dev.souk.auth.v1.Revocation.newBuilder()
        .setSessionId(revocation.sessionId())
        .setExpireTime(timestamp(revocation.expireTime()))
        .build();
  }

  private static User user(Account account) {
    return User.newBuilder()
        .setUserId(account.id())
        .setEmail(account.email())
        .setEmailVerified(account.emailVerified())
        .setPendingEmail(account.pendingEmail())
        .setName(account.name())
        .setPhone(account.phone())
        .setPhoneVerified(account.phoneVerified())
        .setTotpEnabled(account.totpEnabled())
        .setAvatarUrl(account.avatarUrl())
        .setMarketingPreferences(
            MarketingPreferences.newBuilder()
                .setEmail(account.marketingByEmail())
                .setSms(account.marketingBySms()))
        .addAllRoles(account.roles())
        .setState(account.active() ? User.State.STATE_ACTIVE : User.State.STATE_DISABLED)
        .setCreateTime(timestamp(account.createTime()))
        .setUpdateTime(timestamp(account.updateTime()))
        .setEtag(account.etag())
        .build();
  }

  static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }
}
