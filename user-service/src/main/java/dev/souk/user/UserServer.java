package dev.souk.user;

import dev.souk.kit.address.AddressRules;
import dev.souk.kit.audit.AuditEvents;
import dev.souk.kit.config.Settings;
import dev.souk.kit.event.EventConsumer;
import dev.souk.kit.event.Subscription;
import dev.souk.kit.id.Ids;
import dev.souk.kit.mongo.MongoConnection;
import dev.souk.kit.server.RepeatedTask;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.server.ServiceMain;
import dev.souk.kit.server.SoukServer;
import dev.souk.user.api.AddressRpcs;
import dev.souk.user.api.AuditRpcs;
import dev.souk.user.api.AvatarRpcs;
import dev.souk.user.api.ContactRpcs;
import dev.souk.user.api.ReviewerRpcs;
import dev.souk.user.api.SecondFactorRpcs;
import dev.souk.user.api.SellerRpcs;
import dev.souk.user.api.UserRpcs;
import dev.souk.user.client.AuthServiceEmailChanges;
import dev.souk.user.client.AuthServiceSessions;
import dev.souk.user.domain.AddressBookChanges;
import dev.souk.user.domain.AddressBooks;
import dev.souk.user.domain.Administrators;
import dev.souk.user.domain.BootstrapAdmin;
import dev.souk.user.domain.ChangePassword;
import dev.souk.user.domain.ChangeRights;
import dev.souk.user.domain.CreateAddress;
import dev.souk.user.domain.CreateUser;
import dev.souk.user.domain.DeleteAddress;
import dev.souk.user.domain.EmailAddress;
import dev.souk.user.domain.EndUserSessions;
import dev.souk.user.domain.OutdatedSessions;
import dev.souk.user.domain.PasswordPolicy;
import dev.souk.user.domain.Passwords;
import dev.souk.user.domain.ProveContact;
import dev.souk.user.domain.ProveEmail;
import dev.souk.user.domain.UpdateAddress;
import dev.souk.user.domain.UpdateProfile;
import dev.souk.user.domain.UserSessions;
import dev.souk.user.domain.Users;
import dev.souk.user.domain.VerifyCredentials;
import dev.souk.user.domain.avatar.ChangeAvatar;
import dev.souk.user.domain.totp.ConfirmTotp;
import dev.souk.user.domain.totp.DisableTotp;
import dev.souk.user.domain.totp.EnrollTotp;
import dev.souk.user.domain.totp.SecondFactors;
import dev.souk.user.domain.totp.SecretSeal;
import dev.souk.user.domain.totp.VerifySecondFactor;
import dev.souk.user.event.AuditRecorder;
import dev.souk.user.password.Argon2id;
import dev.souk.user.password.HashingPool;
import dev.souk.user.seal.AesGcmSeal;
import dev.souk.user.store.MongoAddressBooks;
import dev.souk.user.store.MongoAdminRosters;
import dev.souk.user.store.MongoAuditOutbox;
import dev.souk.user.store.MongoAuditRecords;
import dev.souk.user.store.MongoAvatars;
import dev.souk.user.store.MongoSecondFactors;
import dev.souk.user.store.MongoUsers;
import io.grpc.Channel;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The user-service: wires it and runs it. */
public final class UserServer {
  private static final String NAME = "user-service";
  private static final int HASHING_QUEUE = 256;
  private static final Duration BETWEEN_SESSION_CHECKS = Duration.ofSeconds(5);
  private static final Duration BETWEEN_RELAYS = Duration.ofMillis(500);
  private static final Duration BETWEEN_ADMIN_CHECKS = Duration.ofMinutes(1);

  private UserServer() {}

  /** Runs until the process is asked to end, or its migrations. */
  public static void main(String[] args) throws InterruptedException {
    ServiceMain.run(args, UserServer::start, UserServer::migrate);
  }

  /** Makes the indexes that this version needs. */
  public static void migrate(Map<String, String> env) {
    Settings settings = Settings.of(env);
    String uri = settings.required("SOUK_MONGODB_URI");
    Duration auditRetention = UserConfig.auditRetention(settings);
    settings.check();
    Clock clock = Clock.systemUTC();
    try (MongoConnection mongo = MongoConnection.open(uri)) {
      new Collections(mongo.database(), new AuditEvents(NAME, clock), auditRetention, clock)
          .prepare();
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
    UserConfig config = UserConfig.from(env);
    SoukServer server = SoukServer.named(NAME, env, clock);

    MongoConnection mongo =
        server.closing(MongoConnection.open(config.mongoUri(), server.metrics(), server.tracing()));
    MongoUsers users = new MongoUsers(mongo.database(), server.auditEvents());
    MongoAuditOutbox auditOutbox = new MongoAuditOutbox(mongo.database(), clock);
    MongoAuditRecords auditRecords =
        new MongoAuditRecords(mongo.database(), config.auditRetention());
    HashingPool passwords =
        server.closing(
            new HashingPool(
                Argon2id.standard(), Runtime.getRuntime().availableProcessors(), HASHING_QUEUE));

    PasswordPolicy policy = PasswordPolicy.standard();
    CreateUser createUser = new CreateUser(users, policy, passwords, new Ids(clock), clock);
    Channel authService = server.channel(config.authTarget(), "auth-service");
    UserSessions sessions = new AuthServiceSessions(authService);
    OutdatedSessions outdatedSessions = new OutdatedSessions(users, sessions, clock);
    Administrators administrators =
        new Administrators(new MongoAdminRosters(mongo.database()), users);

    MongoAvatars avatars = new MongoAvatars(mongo.database());
    AddressBooks addressBooks = new MongoAddressBooks(mongo.database());
    new Collections(mongo.database(), server.auditEvents(), config.auditRetention(), clock)
        .prepare();
    config
        .bootstrapAdmin()
        .ifPresent(admin ->
            new BootstrapAdmin(users, createUser, administrators)
                .ensure(new EmailAddress(admin.email()), admin.password()));
    server.closing(
        new RepeatedTask(
            "outdated-sessions", BETWEEN_SESSION_CHECKS, outdatedSessions::endForgotten));
    server.closing(
        new RepeatedTask("admin-roster", BETWEEN_ADMIN_CHECKS, administrators::admitForgotten));
    new OperationSetup(
            server,
            config,
            mongo.database(),
            authService,
            users,
            avatars,
            addressBooks,
            administrators,
            outdatedSessions,
            clock)
        .start();
    server.closing(
        EventConsumer.start(
                config.kafkaBootstrap(),
                Subscription.group(AuditRecorder.GROUP),
                List.of(AuditEvents.TOPIC),
                new AuditRecorder(auditRecords),
                server.tracing())
            .bindTo(server.metrics()));
    SecondFactorRpcs secondFactors =
        secondFactors(
            users,
            passwords,
            new MongoSecondFactors(mongo.database(), server.auditEvents()),
            AesGcmSeal.read(config.totpKeys(), new SecureRandom()),
            outdatedSessions,
            clock);
    return server
        .relaying(auditOutbox, BETWEEN_RELAYS)
        .serve(new AuditRpcs(auditRecords).definition())
        .serve(secondFactors.definition())
        .serve(
            new AvatarRpcs(new ChangeAvatar(users, avatars, new Ids(clock), clock), users, avatars)
                .definition())
        .serve(new ContactRpcs(new ProveContact(users, clock)).definition())
        .serve(
            new UserRpcs(
                    users,
                    createUser,
                    new VerifyCredentials(users, passwords),
                    new ChangePassword(users, policy, passwords, outdatedSessions, clock),
                    new ProveEmail(users, policy, passwords, outdatedSessions, clock),
                    new ChangeRights(users, administrators, outdatedSessions, clock),
                    new UpdateProfile(users, new AuthServiceEmailChanges(authService), clock),
                    new EndUserSessions(users, sessions),
                    addresses(addressBooks, new Ids(clock)))
                .definition())
        .serve(new SellerRpcs(users).definition())
        .serve(new ReviewerRpcs(users).definition())
        .readiness("mongodb", mongo::ping)
        .start();
  }

  private static SecondFactorRpcs secondFactors(
      Users users,
      Passwords passwords,
      SecondFactors factors,
      SecretSeal seal,
      OutdatedSessions sessions,
      Clock clock) {
    SecureRandom random = new SecureRandom();
    VerifySecondFactor verify = new VerifySecondFactor(users, factors, seal, clock);
    return new SecondFactorRpcs(
        new EnrollTotp(users, passwords, factors, seal, random, clock),
        new ConfirmTotp(users, factors, seal, sessions, random, clock),
        new DisableTotp(users, passwords, factors, verify, sessions, clock),
        verify);
  }

  private static AddressRpcs addresses(AddressBooks books, Ids ids) {
    AddressBookChanges changes = new AddressBookChanges(books);
    AddressRules rules = AddressRules.standard();
    return new AddressRpcs(
        books,
        new CreateAddress(changes, rules, ids),
        new UpdateAddress(changes, rules),
        new DeleteAddress(changes));
  }
}
