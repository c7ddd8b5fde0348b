package dev.souk.auth;

import dev.souk.auth.api.AuthRpcs;
import dev.souk.auth.api.EmailRpcs;
import dev.souk.auth.api.IntrospectionRpc;
import dev.souk.auth.api.JwksEndpoint;
import dev.souk.auth.api.KeyRpcs;
import dev.souk.auth.api.PasswordRpcs;
import dev.souk.auth.api.PublishedKeySet;
import dev.souk.auth.api.RevocationStream;
import dev.souk.auth.api.SessionRpcs;
import dev.souk.auth.api.UserDataRpcs;
import dev.souk.auth.client.UserServiceAccounts;
import dev.souk.auth.domain.AccessTokenReader;
import dev.souk.auth.domain.AccessTokens;
import dev.souk.auth.domain.Account;
import dev.souk.auth.domain.Accounts;
import dev.souk.auth.domain.ChangePassword;
import dev.souk.auth.domain.EndSessions;
import dev.souk.auth.domain.EndedSessions;
import dev.souk.auth.domain.EraseUser;
import dev.souk.auth.domain.IntrospectToken;
import dev.souk.auth.domain.Lifetimes;
import dev.souk.auth.domain.ListSessions;
import dev.souk.auth.domain.Login;
import dev.souk.auth.domain.LoginAttempts;
import dev.souk.auth.domain.NewDevices;
import dev.souk.auth.domain.OpenSession;
import dev.souk.auth.domain.Refresh;
import dev.souk.auth.domain.Register;
import dev.souk.auth.domain.RequestTokenMail;
import dev.souk.auth.domain.Revocations;
import dev.souk.auth.domain.SendTokenMails;
import dev.souk.auth.domain.SignInGuard;
import dev.souk.auth.domain.SessionTraces;
import dev.souk.auth.domain.UseToken;
import dev.souk.auth.event.RedisRevocationBoard;
import dev.souk.auth.event.RevocationFeed;
import dev.souk.auth.event.RevocationKeeper;
import dev.souk.auth.event.RevocationListener;
import dev.souk.auth.mail.SmtpMailer;
import dev.souk.auth.store.MongoAuditLog;
import dev.souk.auth.store.MongoMailRequests;
import dev.souk.auth.store.MongoSessions;
import dev.souk.auth.store.RedisConnection;
import dev.souk.auth.store.RedisLoginAttempts;
import dev.souk.auth.store.RedisNetworkAttempts;
import dev.souk.auth.store.RedisSprayingWatch;
import dev.souk.auth.token.PublishedKeys;
import dev.souk.auth.token.SignedAccessTokens;
import dev.souk.auth.token.SigningKey;
import dev.souk.auth.token.VerifiedAccessTokens;
import dev.souk.kit.id.Ids;
import dev.souk.kit.mongo.MongoConnection;
import dev.souk.kit.server.RepeatedTask;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.server.SoukServer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.RedisClient;

/** The auth-service: wires it and runs it. */
public final class AuthServer {
  private static final String NAME = "auth-service";
  private static final int WATCHER_BACKLOG = 1_000;
  private static final Duration BETWEEN_BOARD_CHECKS = Duration.ofSeconds(1);
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(5);
  private static final Duration BETWEEN_LOOKS_AT_THE_OUTBOX = Duration.ofSeconds(1);
  private static final Duration BETWEEN_LOOKS_AT_SUCCESSIONS = Duration.ofSeconds(10);
  private static final Duration BETWEEN_RELAYS = Duration.ofMillis(500);
  private static final Duration BETWEEN_PURGES = Duration.ofHours(1);

  private AuthServer() {}

  /** Runs until the process is asked to end. */
  public static void main(String[] args) throws InterruptedException {
    start(System.getenv()).runUntilStopped();
  }

  /**
   * Starts a server.
   *
   * @param env the configuration, as a rule the environment
   */
  public static RunningServer start(Map<String, String> env) {
    return start(env, Clock.systemUTC());
  }

  static RunningServer start(Map<String, String> env, Clock clock) {
    AuthConfig config = AuthConfig.from(env);
    SigningKey signingKey = SigningKey.read(config.signingKey());
    PublishedKeys keys = PublishedKeys.of(signingKey, config.publishedKeys());
    PublishedKeySet keySet = PublishedKeySet.of(keys.jwks());
    Lifetimes lifetimes = Lifetimes.standard();
    SecureRandom random = new SecureRandom();
    SoukServer server = SoukServer.named(NAME, env, clock);

    MongoConnection mongo = server.closing(MongoConnection.open(config.mongoUri()));
    RedisClient redis = server.closing(RedisConnection.open(config.redisUri()));
    MongoSessions sessions = new MongoSessions(mongo.database());
    sessions.prepare();
    MongoMailRequests mailRequests = new MongoMailRequests(mongo.database());
    mailRequests.prepare();
    Accounts accounts =
        new UserServiceAccounts(server.channel(config.userTarget(), "user-service"));
    MongoAuditLog audit =
        new MongoAuditLog(
            mongo.database(),
            server.auditEvents(),
            email -> accounts.byEmail(email).map(Account::id),
            server.metrics(),
            clock);
    AccessTokens accessTokens =
        new SignedAccessTokens(signingKey, config.tokenIssuer(), config.tokenAudience(), random);

    AccessTokenReader tokenReader =
        new VerifiedAccessTokens(keys, config.tokenIssuer(), config.tokenAudience(), clock);

    RedisRevocationBoard board = new RedisRevocationBoard(redis, clock);
    Revocations revocations = new Revocations(sessions, board, lifetimes, clock);
    RevocationFeed feed = server.closing(new RevocationFeed(WATCHER_BACKLOG));
    RevocationListener listener =
        server.closing(RevocationListener.start(config.redisUri(), feed, SILENCE_LIMIT));
    RevocationKeeper keeper = new RevocationKeeper(board, revocations, clock);
    server.closing(new RepeatedTask("revocation-keeper", BETWEEN_BOARD_CHECKS, keeper::check));
    server.closing(new RepeatedTask("revocation-ping", BETWEEN_BOARD_CHECKS, listener::ping));
    server.closing(
        new RepeatedTask(
            "succession-purge",
            BETWEEN_LOOKS_AT_SUCCESSIONS,
            () -> sessions.forgetSuccessions(clock.instant())));
    server.closing(
        new RepeatedTask("session-purge", BETWEEN_PURGES, () -> sessions.purge(clock.instant())));

    SendTokenMails sendMails =
        new SendTokenMails(
            mailRequests,
            accounts,
            config.mails(),
            new SmtpMailer(config.smtp(), clock),
            random,
            clock);
    server.closing(
        new RepeatedTask("mail-outbox", BETWEEN_LOOKS_AT_THE_OUTBOX, sendMails::sendDue));
    server.closing(
        new RepeatedTask("mail-purge", BETWEEN_PURGES, () -> mailRequests.purge(clock.instant())));

    Ids ids = new Ids(clock);
    OpenSession openSession =
        new OpenSession(
            sessions,
            accounts,
            audit,
            new NewDevices(sessions, audit),
            accessTokens,
            lifetimes,
            ids,
            random,
            clock);
    EndSessions endSessions = new EndSessions(sessions, revocations, lifetimes, audit, clock);
    Refresh refresh =
        new Refresh(sessions, endSessions, accounts, accessTokens, lifetimes, random, clock);

    LoginAttempts loginAttempts = new RedisLoginAttempts(redis);
    SignInGuard guard =
        new SignInGuard(
            loginAttempts, new RedisNetworkAttempts(redis), new RedisSprayingWatch(redis), audit);
    RequestTokenMail requestMail = new RequestTokenMail(mailRequests, accounts, ids, clock);
    UseToken useToken = new UseToken(mailRequests, accounts, loginAttempts, clock);
    return server
        .serve(
            new AuthRpcs(
                    new Register(accounts, requestMail, openSession),
                    new Login(guard, accounts, openSession),
                    refresh,
                    new SessionRpcs(new ListSessions(sessions, clock), endSessions),
                    new PasswordRpcs(
                        new ChangePassword(loginAttempts, accounts, audit), requestMail, useToken),
                    new EmailRpcs(requestMail, useToken),
                    new IntrospectionRpc(new IntrospectToken(tokenReader, sessions)),
                    new RevocationStream(feed, revocations))
                .definition())
        .serve(new KeyRpcs(keySet).definition())
        .relaying(audit, BETWEEN_RELAYS)
        .serve(
            new UserDataRpcs(
                    sessions,
                    new EraseUser(
                        List.of(new SessionTraces(endSessions, sessions), mailRequests::erase)))
                .definition())
        .revocations(new EndedSessions(sessions))
        .http(JwksEndpoint.PATH, new JwksEndpoint(keySet))
        .readiness("mongodb", mongo::ping)
        .readiness("redis", redis::ping)
        .onDrain(feed::close)
        .start();
  }
}
