package dev.souk.auth;

import com.mongodb.client.MongoDatabase;
import dev.souk.auth.client.UserServiceAccounts;
import dev.souk.auth.domain.Account;
import dev.souk.auth.domain.Accounts;
import dev.souk.auth.domain.Lifetimes;
import dev.souk.auth.metric.SignIns;
import dev.souk.auth.store.DetectionMeter;
import dev.souk.auth.store.MongoAuditLog;
import dev.souk.auth.store.MongoSessions;
import dev.souk.auth.store.RedisConnection;
import dev.souk.kit.id.Ids;
import dev.souk.kit.metric.RedisPool;
import dev.souk.kit.mongo.MongoConnection;
import dev.souk.kit.server.RepeatedTask;
import dev.souk.kit.server.SoukServer;
import io.grpc.Channel;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import redis.clients.jedis.Connection;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.util.Pool;

/**
 * What each part of the service stands on.
 *
 * @param server serves what the parts add to it
 * @param database with all its indexes
 */
record Foundation(
    SoukServer server,
    AuthConfig config,
    MongoDatabase database,
    RedisClient redis,
    Channel userService,
    Accounts accounts,
    MongoSessions sessions,
    MongoAuditLog audit,
    SignIns signIns,
    Lifetimes lifetimes,
    Ids ids,
    SecureRandom random,
    Clock clock) {
  private static final Duration BETWEEN_RELAYS = Duration.ofMillis(500);
  private static final Duration BETWEEN_PURGES = Duration.ofHours(1);

  /** Opens the stores. */
  static Foundation of(AuthConfig config, Map<String, String> env, Clock clock) {
    SoukServer server = SoukServer.named("auth-service", env, clock);
    MongoConnection mongo =
        server.closing(MongoConnection.open(config.mongoUri(), server.metrics(), server.tracing()));
    RedisClient redis = server.closing(RedisConnection.open(config.redisUri(), server.tracing()));
    Pool<Connection> pool = redis.getPool();
    new RedisPool(pool::getNumActive, pool::getNumIdle, pool::getNumWaiters)
        .bindTo(server.metrics());
    MongoSessions sessions = new MongoSessions(mongo.database());
    new Collections(mongo.database()).prepare();
    Channel userService = server.channel(config.userTarget(), "user-service");
    Accounts accounts = new UserServiceAccounts(userService);
    MongoAuditLog audit =
        new MongoAuditLog(
            mongo.database(),
            server.auditEvents(),
            email -> accounts.byEmail(email).map(Account::id),
            new DetectionMeter(server.metrics()),
            clock);
    server
        .relaying(audit, BETWEEN_RELAYS)
        .readiness("mongodb", mongo::ping)
        .readiness("redis", redis::ping);
    return new Foundation(
        server,
        config,
        mongo.database(),
        redis,
        userService,
        accounts,
        sessions,
        audit,
        new SignIns(server.metrics()),
        Lifetimes.standard(),
        new Ids(clock),
        new SecureRandom(),
        clock);
  }

  /** Removes what is no longer good, again and again. */
  void purging(String task, Consumer<Instant> purge) {
    server.closing(new RepeatedTask(task, BETWEEN_PURGES, () -> purge.accept(clock.instant())));
  }
}
