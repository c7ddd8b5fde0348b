package dev.souk.local.service;

import dev.souk.local.StackConfig;
import dev.souk.local.demo.DemoAccount;
import dev.souk.local.keys.ShopKeys;
import dev.souk.local.store.Stores;
import java.util.HashMap;
import java.util.Map;

/** The settings that each service of a stack is started with: the same keys as in production. */
public final class ServiceEnvironment {
  private final StackConfig config;
  private final ShopKeys keys;
  private final Stores stores;

  /** Settings for services on the given stores. */
  public ServiceEnvironment(StackConfig config, ShopKeys keys, Stores stores) {
    this.config = config;
    this.keys = keys;
    this.stores = stores;
  }

  /** The settings of one service. */
  public Map<String, String> of(ShopService service) {
    Map<String, String> env = new HashMap<>();
    env.put("SOUK_GRPC_PORT", Integer.toString(config.ports().grpc(service)));
    env.put("SOUK_HTTP_PORT", Integer.toString(config.ports().http(service)));
    env.put("SOUK_SERVICE_KEY", keys.serviceKey(service.serviceName()).toString());
    env.put("SOUK_SERVICE_JWKS", keys.serviceJwks().toString());
    env.put("SOUK_JWKS_URI", jwksUri());
    for (ShopService other : ShopService.values()) {
      env.put(other.targetKey(), "127.0.0.1:" + config.ports().grpc(other));
    }
    env.putAll(config.tracing().settings());
    env.putAll(ownStores(service));
    return Map.copyOf(env);
  }

  /** The settings of one service that takes these faults of drills. */
  Map<String, String> withFaults(ShopService service, String faults) {
    Map<String, String> env = new HashMap<>(of(service));
    env.put("SOUK_FAULTS", faults);
    return Map.copyOf(env);
  }

  /** The settings of the payment provider; its books are a schema of their own. */
  public Map<String, String> ofSandbox() {
    Map<String, String> env = new HashMap<>(stores.postgres().settings("souk_payment"));
    env.put("SOUK_HTTP_PORT", Integer.toString(config.ports().sandbox()));
    return Map.copyOf(env);
  }

  /** Where the keys that verify users' tokens are served. */
  public String jwksUri() {
    return "http://127.0.0.1:%d/.well-known/jwks.json"
        .formatted(config.ports().http(ShopService.AUTH));
  }

  private Map<String, String> ownStores(ShopService service) {
    Map<String, String> env = new HashMap<>(stores.kafka().settings());
    switch (service) {
      case USER -> {
        env.putAll(stores.mongo().settings("souk_user"));
        env.put("SOUK_BOOTSTRAP_ADMIN_EMAIL", DemoAccount.ADMIN.email());
        env.put("SOUK_BOOTSTRAP_ADMIN_PASSWORD", DemoAccount.ADMIN.password());
        env.put("SOUK_TOTP_KEYS", keys.totpKeys().toString());
      }
      case AUTH -> {
        env.putAll(stores.mongo().settings("souk_auth"));
        env.putAll(stores.redis().settings());
        env.putAll(stores.inbox().settings());
        env.put("SOUK_SIGNING_KEY", keys.signingKey().toString());
        env.put("SOUK_PUBLISHED_KEYS", keys.publishedKeys().toString());
        env.put("SOUK_CODE_KEY", keys.codeKey().toString());
      }
      case PRODUCT -> {
        env.putAll(stores.dynamoDb().settings());
        env.put("SOUK_IMAGE_DIRECTORY", config.data().resolve("images").toString());
        env.put("SOUK_SEARCH_DIRECTORY", config.data().resolve("search").toString());
      }
      case CART -> env.putAll(stores.redis().settings());
      case ORDER -> {
        env.putAll(stores.postgres().settings("souk_order"));
        env.put("SOUK_ORDER_TOKEN_KEY", keys.orderTokenKey().toString());
        env.putAll(config.fulfilment());
      }
      case PAYMENT -> {
        env.putAll(stores.postgres().settings("souk_payment"));
        env.put("SOUK_SANDBOX_URL", "http://127.0.0.1:" + config.ports().sandbox());
      }
    }
    return env;
  }
}
