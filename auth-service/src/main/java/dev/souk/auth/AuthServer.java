package dev.souk.auth;

import dev.souk.auth.api.ApiKeyEndpoint;
import dev.souk.auth.api.ApiKeyRpcs;
import dev.souk.auth.api.AuthRpcs;
import dev.souk.auth.api.EmailChangeRpc;
import dev.souk.auth.api.EmailRpcs;
import dev.souk.auth.api.IntrospectionRpc;
import dev.souk.auth.api.JwksEndpoint;
import dev.souk.auth.api.KeyRpcs;
import dev.souk.auth.api.OAuthRpcs;
import dev.souk.auth.api.PasswordRpcs;
import dev.souk.auth.api.PhoneRpcs;
import dev.souk.auth.api.PublishedKeySet;
import dev.souk.auth.api.RevocationStream;
import dev.souk.auth.api.SessionRpcs;
import dev.souk.auth.api.TotpRpcs;
import dev.souk.auth.api.UserDataRpcs;
import dev.souk.auth.client.UserServiceAccounts;
import dev.souk.auth.client.UserServiceSecondFactors;
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
import dev.souk.auth.domain.MachineSessions;
import dev.souk.auth.domain.MailLimits;
import dev.souk.auth.domain.NewDevices;
import dev.souk.auth.domain.NoticeMails;
import dev.souk.auth.domain.OpenSession;
import dev.souk.auth.domain.Refresh;
import dev.souk.auth.domain.Register;
import dev.souk.auth.domain.RequestEmailChange;
import dev.souk.auth.domain.RequestMail;
import dev.souk.auth.domain.Revocations;
import dev.souk.auth.domain.SendMails;
import dev.souk.auth.domain.SessionTraces;
import dev.souk.auth.domain.SignInGuard;
import dev.souk.auth.domain.TokenMailWriter;
import dev.souk.auth.domain.UseToken;
import dev.souk.auth.domain.apikey.CreateApiKey;
import dev.souk.auth.domain.apikey.DeleteApiKey;
import dev.souk.auth.domain.apikey.UseApiKey;
import dev.souk.auth.domain.oauth.ClientCredentials;
import dev.souk.auth.domain.oauth.IssueToken;
import dev.souk.auth.domain.oauth.SignInExternally;
import dev.souk.auth.domain.oauth.TokenExchange;
import dev.souk.auth.domain.phone.CodeHashes;
import dev.souk.auth.domain.phone.PhoneCodeWriter;
import dev.souk.auth.domain.phone.RequestPhoneCode;
import dev.souk.auth.domain.phone.VerifyPhone;
import dev.souk.auth.domain.totp.ChallengeSecondFactor;
import dev.souk.auth.domain.totp.CodeAttempts;
import dev.souk.auth.domain.totp.EnrollTotp;
import dev.souk.auth.domain.totp.SecondFactors;
import dev.souk.auth.domain.totp.SwitchTotp;
import dev.souk.auth.domain.totp.VerifyTotp;
import dev.souk.auth.event.RedisRevocationBoard;
import dev.souk.auth.event.RevocationFeed;
import dev.souk.auth.event.RevocationKeeper;
import dev.souk.auth.event.RevocationListener;
import dev.souk.auth.mail.SmtpMailer;
import dev.souk.auth.oidc.OidcIssuer;
import dev.souk.auth.oidc.OidcIssuers;
import dev.souk.auth.oidc.VerifiedIdTokens;
import dev.souk.auth.store.MongoApiKeys;
import dev.souk.auth.store.MongoAuditLog;
import dev.souk.auth.store.MongoExternalAccounts;
import dev.souk.auth.store.MongoLoginChallenges;
import dev.souk.auth.store.MongoMailRequests;
import dev.souk.auth.store.MongoPhoneCodes;
import dev.souk.auth.store.MongoSessions;
import dev.souk.auth.store.RedisConnection;
import dev.souk.auth.store.RedisLoginAttempts;
import dev.souk.auth.store.RedisNetworkAttempts;
import dev.souk.auth.store.RedisSprayingWatch;
import dev.souk.auth.token.HmacCodeHashes;
import dev.souk.auth.token.PublishedKeys;
import dev.souk.auth.token.SignedAccessTokens;
import dev.souk.auth.token.SigningKey;
import dev.souk.auth.token.VerifiedAccessTokens;
import dev.souk.kit.id.Ids;
import dev.souk.kit.mongo.MongoConnection;
import dev.souk.kit.server.RepeatedTask;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.server.SoukServer;
import io.grpc.Channel;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
    MongoLoginChallenges challenges = new MongoLoginChallenges(mongo.database());
    challenges.prepare();
    Channel userService = server.channel(config.userTarget(), "user-service");
    Accounts accounts = new UserServiceAccounts(userService);
    SecondFactors secondFactors = new UserServiceSecondFactors(userService);
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
    purging(server, clock, "session-purge", sessions::purge);

    MongoPhoneCodes phoneCodes = new MongoPhoneCodes(mongo.database());
    phoneCodes.prepare();
    CodeHashes codeHashes = HmacCodeHashes.read(config.codeKey());
    SendMails sendMails =
        new SendMails(
            mailRequests,
            new TokenMailWriter(mailRequests, accounts, config.mails(), random),
            new PhoneCodeWriter(phoneCodes, codeHashes, accounts, config.smsDomain(), random),
            new NoticeMails(config.storefront()),
            new SmtpMailer(config.smtp(), clock),
            clock);
    server.closing(
        new RepeatedTask("mail-outbox", BETWEEN_LOOKS_AT_THE_OUTBOX, sendMails::sendDue));
    purging(server, clock, "mail-purge", mailRequests::purge);
    purging(server, clock, "challenge-purge", challenges::purge);
    purging(server, clock, "code-purge", phoneCodes::purge);

    Ids ids = new Ids(clock);
    RequestMail requestMail = new RequestMail(mailRequests, accounts, ids, clock);
    OpenSession openSession =
        new OpenSession(
            sessions,
            accounts,
            audit,
            new NewDevices(sessions, requestMail, audit),
            accessTokens,
            lifetimes,
            ids,
            random,
            clock);
    EndSessions endSessions = new EndSessions(sessions, revocations, lifetimes, audit, clock);
    Refresh refresh =
        new Refresh(sessions, endSessions, accounts, accessTokens, lifetimes, random, clock);

    MongoApiKeys apiKeys = new MongoApiKeys(mongo.database());
    apiKeys.prepare();
    purging(server, clock, "api-key-purge", apiKeys::purge);
    MachineSessions machineSessions =
        new MachineSessions(
            sessions, endSessions, accounts, audit, accessTokens, lifetimes, ids, random, clock);
    UseApiKey useApiKey = new UseApiKey(apiKeys, machineSessions, clock);
    ClientCredentials clientCredentials = new ClientCredentials(useApiKey, machineSessions);
    MongoExternalAccounts externalAccounts = new MongoExternalAccounts(mongo.database());
    externalAccounts.prepare();
    SignInExternally signInExternally = new SignInExternally(externalAccounts, accounts, random);
    Map<String, OidcIssuer> issuers = config.oidcIssuers().map(OidcIssuers::read).orElse(Map.of());
    TokenExchange tokenExchange =
        new TokenExchange(
            new VerifiedIdTokens(issuers, clock), signInExternally, openSession, machineSessions);

    LoginAttempts loginAttempts = new RedisLoginAttempts(redis);
    SignInGuard guard =
        new SignInGuard(
            loginAttempts, new RedisNetworkAttempts(redis), new RedisSprayingWatch(redis), audit);
    UseToken useToken = new UseToken(mailRequests, accounts, loginAttempts, requestMail, clock);
    MailLimits mailLimits = new MailLimits(mailRequests, clock);
    CodeAttempts codeAttempts = new CodeAttempts(loginAttempts);
    return server
        .serve(
            new PhoneRpcs(
                    new RequestPhoneCode(accounts, mailLimits, requestMail),
                    new VerifyPhone(phoneCodes, codeHashes, accounts, requestMail, clock))
                .definition())
        .serve(
            new EmailChangeRpc(new RequestEmailChange(accounts, mailLimits, requestMail))
                .definition())
        .serve(
            new TotpRpcs(
                    new EnrollTotp(secondFactors, accounts, sessions, codeAttempts, clock),
                    new SwitchTotp(secondFactors, accounts, codeAttempts, requestMail),
                    new VerifyTotp(
                        challenges,
                        secondFactors,
                        codeAttempts,
                        loginAttempts,
                        audit,
                        openSession,
                        clock))
                .definition())
        .serve(
            new AuthRpcs(
                    new Register(accounts, requestMail, openSession),
                    new Login(
                        guard,
                        accounts,
                        new ChallengeSecondFactor(challenges, random, clock),
                        openSession),
                    refresh,
                    new SessionRpcs(new ListSessions(sessions, clock), endSessions),
                    new PasswordRpcs(
                        new ChangePassword(loginAttempts, accounts, audit), requestMail, useToken),
                    new EmailRpcs(requestMail, useToken),
                    new IntrospectionRpc(new IntrospectToken(tokenReader, sessions)),
                    new RevocationStream(feed, revocations))
                .definition())
        .serve(new KeyRpcs(keySet).definition())
        .serve(
            new ApiKeyRpcs(
                    apiKeys,
                    new CreateApiKey(apiKeys, audit, ids, random, clock),
                    new DeleteApiKey(apiKeys, machineSessions, audit))
                .definition())
        .serve(new OAuthRpcs(new IssueToken(clientCredentials, tokenExchange), clock).definition())
        .httpPost(ApiKeyEndpoint.PATH, new ApiKeyEndpoint(useApiKey, clientCredentials, clock))
        .serve(
            new UserDataRpcs(
                    sessions,
                    new EraseUser(
                        List.of(
                            new SessionTraces(endSessions, sessions),
                            mailRequests,
                            apiKeys,
                            externalAccounts,
                            challenges,
                            phoneCodes)))
                .definition())
        .relaying(audit, BETWEEN_RELAYS)
        .revocations(new EndedSessions(sessions))
        .http(JwksEndpoint.PATH, new JwksEndpoint(keySet))
        .readiness("mongodb", mongo::ping)
        .readiness("redis", redis::ping)
        .onDrain(feed::close)
        .start();
  }

  private static void purging(
      SoukServer server, Clock clock, String task, Consumer<Instant> purge) {
    server.closing(new RepeatedTask(task, BETWEEN_PURGES, () -> purge.accept(clock.instant())));
  }
}
