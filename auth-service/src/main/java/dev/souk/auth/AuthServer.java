package dev.souk.auth;

import dev.souk.auth.api.AuthRpcs;
import dev.souk.auth.api.EmailRpcs;
import dev.souk.auth.api.IntrospectionRpc;
import dev.souk.auth.api.JwksEndpoint;
import dev.souk.auth.api.KeyRpcs;
import dev.souk.auth.api.PasswordRpcs;
import dev.souk.auth.api.PublishedKeySet;
import dev.souk.auth.api.SessionRpcs;
import dev.souk.auth.api.UserDataRpcs;
import dev.souk.auth.domain.AccessTokenReader;
import dev.souk.auth.domain.AccessTokens;
import dev.souk.auth.domain.ChangePassword;
import dev.souk.auth.domain.EraseUser;
import dev.souk.auth.domain.IntrospectToken;
import dev.souk.auth.domain.ListSessions;
import dev.souk.auth.domain.Login;
import dev.souk.auth.domain.LoginAttempts;
import dev.souk.auth.domain.PersonalData;
import dev.souk.auth.domain.Register;
import dev.souk.auth.domain.SessionTraces;
import dev.souk.auth.domain.SignInGuard;
import dev.souk.auth.domain.UseToken;
import dev.souk.auth.domain.totp.ChallengeSecondFactor;
import dev.souk.auth.store.MongoLoginChallenges;
import dev.souk.auth.store.RedisLoginAttempts;
import dev.souk.auth.store.RedisNetworkAttempts;
import dev.souk.auth.store.RedisSprayingWatch;
import dev.souk.auth.token.PublishedKeys;
import dev.souk.auth.token.SignedAccessTokens;
import dev.souk.auth.token.SigningKey;
import dev.souk.auth.token.VerifiedAccessTokens;
import dev.souk.kit.config.Settings;
import dev.souk.kit.mongo.MongoConnection;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.server.ServiceMain;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The auth-service: wires it and runs it. */
public final class AuthServer {
  private AuthServer() {}

  /** Runs until the process is asked to end, or its migrations. */
  public static void main(String[] args) throws InterruptedException {
    ServiceMain.run(args, AuthServer::start, AuthServer::migrate);
  }

  /** Makes the indexes that this version needs. */
  public static void migrate(Map<String, String> env) {
    Settings settings = Settings.of(env);
    String uri = settings.required("SOUK_MONGODB_URI");
    settings.check();
    try (MongoConnection mongo = MongoConnection.open(uri)) {
      new Collections(mongo.database()).prepare();
    }
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
    Foundation base = Foundation.of(config, env, clock);
    AccessTokens tokens =
        new SignedAccessTokens(
            signingKey, config.tokenIssuer(), config.tokenAudience(), base.random());
    AccessTokenReader tokenReader =
        new VerifiedAccessTokens(keys, config.tokenIssuer(), config.tokenAudience(), clock);

    RevocationSetup revoking = RevocationSetup.start(base);
    MailSetup mails = MailSetup.start(base);
    SessionSetup sessions =
        SessionSetup.start(base, tokens, revoking.revocations(), mails.requestMail());
    List<PersonalData> ofMachines = new MachineSetup(base, sessions).start();
    LoginAttempts loginAttempts = new RedisLoginAttempts(base.redis());
    MongoLoginChallenges challenges =
        new TotpSetup(base, loginAttempts, mails.requestMail(), sessions.open()).start();
    UseToken useToken =
        new UseToken(mails.requests(), base.accounts(), loginAttempts, mails.requestMail(), clock);
    EraseUser eraseUser =
        new EraseUser(
            Stream.concat(
                    Stream.of(
                        new SessionTraces(sessions.end(), base.sessions()),
                        mails.requests(),
                        challenges,
                        mails.phoneCodes()),
                    ofMachines.stream())
                .toList());
    return base.server()
        .serve(
            new AuthRpcs(
                    new Register(base.accounts(), mails.requestMail(), sessions.open()),
                    new Login(
                        guard(base, loginAttempts),
                        base.accounts(),
                        new ChallengeSecondFactor(challenges, base.random(), clock),
                        sessions.open()),
                    sessions.refresh(),
                    new SessionRpcs(new ListSessions(base.sessions(), clock), sessions.end()),
                    new PasswordRpcs(
                        new ChangePassword(loginAttempts, base.accounts(), base.audit()),
                        mails.requestMail(),
                        useToken),
                    new EmailRpcs(mails.requestMail(), useToken),
                    new IntrospectionRpc(new IntrospectToken(tokenReader, base.sessions())),
                    revoking.stream(),
                    base.signIns())
                .definition())
        .serve(new KeyRpcs(keySet).definition())
        .serve(new UserDataRpcs(base.sessions(), eraseUser).definition())
        .http(JwksEndpoint.PATH, new JwksEndpoint(keySet))
        .start();
  }

  private static SignInGuard guard(Foundation base, LoginAttempts loginAttempts) {
    return new SignInGuard(
        loginAttempts,
        new RedisNetworkAttempts(base.redis()),
        new RedisSprayingWatch(base.redis()),
        base.audit());
  }
}
