package dev.souk.system.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.souk.kit.testing.SpanCollector;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The shop under test: the one that {@code -Dsouk.gateway} or {@code SOUK_GATEWAY} names, else a
 * local stack that is started once for all tests. Tests take it as a parameter.
 */
public final class Shop implements AutoCloseable {
  private static final int STANDARD_PORT = 8000;
  private static final int STANDARD_INBOX_PORT = 8025;

  private final URI gateway;
  private final @Nullable LocalShop local;
  private final Accounts accounts = new Accounts(this);
  private final Map<Integer, ManagedChannel> channels = new ConcurrentHashMap<>();
  private final Map<Class<?>, HttpClient> origins = new HashMap<>();
  private volatile HttpClient origin;

  private Shop(URI gateway, @Nullable LocalShop local) {
    this.gateway = gateway;
    this.local = local;
    this.origin = from(1);
  }

  private static Shop open() {
    String named =
        System.getProperty("souk.gateway", System.getenv().getOrDefault("SOUK_GATEWAY", ""));
    if (!named.isEmpty()) {
      return new Shop(URI.create(named), null);
    }
    LocalShop local = new LocalShop(Path.of(System.getProperty("souk.test.home")));
    local.start();
    return new Shop(
        URI.create("http://127.0.0.1:" + (STANDARD_PORT + LocalShop.PORT_OFFSET)), local);
  }

  /** A caller without a token. */
  public Client anonymous() {
    return new Client(origin, gateway, Map.of());
  }

  /**
   * From now on new callers come from the test class's own loopback address, where the gateway is
   * on this machine: it limits sign-ins by address, and all tests together make more.
   */
  private Shop calledBy(Class<?> test) {
    origin = origins.computeIfAbsent(test, first -> from(origins.size() + 2));
    return this;
  }

  private HttpClient from(int number) {
    try {
      HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
      if (InetAddress.getByName(gateway.getHost()).isLoopbackAddress()) {
        client.localAddress(InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) number}));
      }
      return client.build();
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The accounts that tests share: hashing a password is meant to be slow. */
  public Accounts accounts() {
    return accounts;
  }

  /** A channel to the service whose standard gRPC port this is, moved as the gateway's port is. */
  public ManagedChannel grpc(int standardPort) {
    int port = standardPort + gateway.getPort() - STANDARD_PORT;
    return channels.computeIfAbsent(
        port, p -> NettyChannelBuilder.forAddress(gateway.getHost(), p).usePlaintext().build());
  }

  /**
   * The development inbox: the one that {@code -Dsouk.inbox} names, else that whose port is moved
   * as the gateway's is. Skips the test when a gateway is named that has none there.
   */
  public Inbox inbox() {
    int port = STANDARD_INBOX_PORT + gateway.getPort() - STANDARD_PORT;
    String beside = "http://" + gateway.getHost() + ":" + port;
    URI address = URI.create(System.getProperty("souk.inbox", beside));
    assumeThat(local != null || isListening(address)).as("needs an inbox at " + address).isTrue();
    return new Inbox(address);
  }

  private static boolean isListening(URI address) {
    try {
      return new Client(HttpClient.newHttpClient(), address, Map.of())
              .exchange("GET", "/api/v1/messages", null)
              .status()
          == 200;
    } catch (IOException nobody) {
      return false;
    }
  }

  /** How far its ports are moved from the standard ones. */
  public int portOffset() {
    return gateway.getPort() - STANDARD_PORT;
  }

  /** The folder of the local stack's data, keys and logs. */
  public Path home() {
    return own().home();
  }

  /** What the shop tells of traces. Skips the test unless it runs against its own local stack. */
  public SpanCollector traces() {
    requireLocal();
    return own().collector();
  }

  /** Skips the test unless it runs against its own local stack, which it may kill. */
  public void requireLocal() {
    assumeThat(local).as("needs a local stack of its own").isNotNull();
  }

  /**
   * The folder of its private keys: its own, or that which {@code -Dsouk.keys} names. Skips the
   * test when a gateway is named and its keys are not.
   */
  public Path keys() {
    String named = System.getProperty("souk.keys", "");
    assumeThat(local != null || !named.isEmpty()).as("needs the keys of the shop").isTrue();
    return local == null ? Path.of(named) : local.keys();
  }

  /** Starts another instance of order-service on the stores of the local stack, in its own JVM. */
  public OrderProcess startOrderProcess(int boundaryPort) {
    return OrderProcess.start(own().home(), boundaryPort);
  }

  /** Ends the whole stack as kill -9 does. */
  public void kill() throws InterruptedException {
    own().kill();
  }

  /** Starts the stack again after {@link #kill()}. */
  public void restart() {
    channels.values().forEach(ManagedChannel::shutdownNow);
    channels.clear();
    own().start();
  }

  /** Fails unless every invariant of {@code ./souk verify} holds. */
  public void verify() throws IOException, InterruptedException {
    if (local != null) {
      assertThat(local.verify()).as("exit code of verify").isZero();
    }
  }

  private LocalShop own() {
    if (local == null) {
      throw new IllegalStateException("not a local stack of this test's own");
    }
    return local;
  }

  @Override
  public void close() {
    channels.values().forEach(ManagedChannel::shutdownNow);
    if (local != null) {
      local.close();
    }
  }

  /** Hands the shop to tests that take it as a parameter, and closes it after the last. */
  public static final class Running implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Shop.class;
    }

    @Override
    public Shop resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .computeIfAbsent(Shop.class, key -> open(), Shop.class)
          .calledBy(context.getRequiredTestClass());
    }
  }
}
