package dev.souk.local.demo;

import dev.souk.auth.v1.LoginRequest;
import dev.souk.auth.v1.LogoutRequest;
import dev.souk.auth.v1.Session;
import dev.souk.user.v1.User;
import io.grpc.CallCredentials;
import io.grpc.Metadata;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/** An account that is signed in for as long as the loading takes, and out again afterwards. */
final class DemoSession extends CallCredentials implements AutoCloseable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Duration RENEW_BEFORE = Duration.ofMinutes(2);

  private final DemoShop shop;
  private final DemoAccount account;
  private final InstantSource clock;
  private Session session;

  DemoSession(DemoShop shop, DemoAccount account, InstantSource clock) {
    this.shop = shop;
    this.account = account;
    this.clock = clock;
    this.session = login();
  }

  User user() {
    return session.getUser();
  }

  @Override
  public void applyRequestMetadata(
      RequestInfo request, Executor executor, MetadataApplier applier) {
    Metadata metadata = new Metadata();
    metadata.put(AUTHORIZATION, "Bearer " + session.getAccessToken());
    applier.apply(metadata);
  }

  /** Signs in again when the token is about to end; to be called between the steps of long work. */
  synchronized void keepAlive() {
    Instant expires = Instant.ofEpochSecond(session.getAccessTokenExpireTime().getSeconds());
    if (clock.instant().plus(RENEW_BEFORE).isAfter(expires)) {
      close();
      session = login();
    }
  }

  @Override
  public void close() {
    shop.auth().withCallCredentials(this).logout(LogoutRequest.getDefaultInstance());
  }

  private Session login() {
    return shop.auth()
        .login(
            LoginRequest.newBuilder()
                .setEmail(account.email())
                .setPassword(account.password())
                .setDeviceName("demo data")
                .build());
  }
}
