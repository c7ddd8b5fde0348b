package dev.souk.order.world;

import dev.souk.kit.identity.Headers;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.sql.Database;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.order.OrderServer;
import io.grpc.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An order-service for a test class, with a database of its own and a {@link World} to call. Kafka
 * is away, as orders do not wait for it.
 */
public final class OrderShop implements BeforeAllCallback, AfterAllCallback {
  private final TestPostgres postgres = new TestPostgres();
  private final Map<String, String> settings;
  private final Clock clock;
  private Optional<Open> open = Optional.empty();

  private record Open(Path folder, TestIdentity identity, World world, RunningServer server) {}

  /** A shop with the default settings. */
  public OrderShop() {
    this(Map.of());
  }

  /** A shop with other settings than the default ones. */
  public OrderShop(Map<String, String> settings) {
    this(settings, Clock.systemUTC());
  }

  /** A shop with other settings than the default ones, on a clock. */
  public OrderShop(Map<String, String> settings, Clock clock) {
    this.settings = Map.copyOf(settings);
    this.clock = clock;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    postgres.beforeAll(context);
    Path folder = Files.createTempDirectory("souk-identity");
    TestIdentity identity = new TestIdentity(folder);
    World world = new World();
    Map<String, String> env = new HashMap<>(identity.env());
    env.putAll(postgres.settings());
    env.put("SOUK_USER_TARGET", world.target());
    env.put("SOUK_PRODUCT_TARGET", world.target());
    env.put("SOUK_CART_TARGET", world.target());
    env.put("SOUK_PAYMENT_TARGET", world.target());
    env.putAll(settings);
    open = Optional.of(new Open(folder, identity, world, OrderServer.start(env, clock)));
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    Open opened = opened();
    opened.server().close();
    opened.world().close();
    opened.identity().close();
    try (Stream<Path> files = Files.walk(opened.folder())) {
      files.sorted(Comparator.reverseOrder()).forEach(OrderShop::delete);
    }
  }

  private Open opened() {
    return open.orElseThrow();
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The services that the shop calls. */
  public World world() {
    return opened().world();
  }

  /** The server. */
  public RunningServer server() {
    return opened().server();
  }

  /** The shop's database. */
  public Database database() {
    return postgres.open();
  }

  /** Calls as nobody. */
  public Channel anonymous() {
    return opened().identity().anonymous(server().grpcPort());
  }

  /** Calls as the guest with the id. */
  public Channel guest(String guestId) {
    return TestIdentity.with(anonymous(), Headers.GUEST_ID, guestId);
  }

  /** Calls as a user with the roles; {@code ROLE_CUSTOMER} when none is given. */
  public Channel user(String userId, String... roles) {
    return opened().identity().user(server().grpcPort(), userId, roles);
  }

  /** Calls as a user, with a new idempotency key. */
  public Channel keyed(String userId) {
    return TestIdentity.withIdempotencyKey(user(userId), UUID.randomUUID().toString());
  }

  /** Calls as an admin. */
  public Channel admin() {
    return user("usr_admin", "ROLE_ADMIN");
  }

  /** Calls as another service. */
  public Channel service(String name) {
    return opened().identity().service(server().grpcPort(), "order-service", name);
  }
}
