package dev.souk.local.service;

import dev.souk.auth.AuthServer;
import dev.souk.cart.CartServer;
import dev.souk.order.OrderServer;
import dev.souk.payment.PaymentServer;
import dev.souk.product.ProductServer;
import dev.souk.user.UserServer;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The entry point of each service. */
final class ServiceMains {
  private static final Map<ShopService, EntryPoint> ENTRY_POINTS =
      Map.of(
          ShopService.USER, new EntryPoint(UserServer.class, UserServer::start),
          ShopService.AUTH, new EntryPoint(AuthServer.class, AuthServer::start),
          ShopService.PRODUCT, new EntryPoint(ProductServer.class, ProductServer::start),
          ShopService.CART, new EntryPoint(CartServer.class, CartServer::start),
          ShopService.ORDER, new EntryPoint(OrderServer.class, OrderServer::start),
          ShopService.PAYMENT, new EntryPoint(PaymentServer.class, PaymentServer::start));

  private ServiceMains() {}

  /** The services that can be started. */
  static Set<ShopService> all() {
    return ENTRY_POINTS.keySet();
  }

  /** Starts a service in this JVM from its settings alone, as its own main does. */
  static AutoCloseable start(ShopService service, Map<String, String> env) throws Exception {
    return of(service).starter().start(env);
  }

  /** The class with a service's main method. */
  static Class<?> mainClass(ShopService service) {
    return of(service).mainClass();
  }

  private static EntryPoint of(ShopService service) {
    return Objects.requireNonNull(ENTRY_POINTS.get(service), service::serviceName);
  }

  private record EntryPoint(Class<?> mainClass, Starter starter) {}

  @FunctionalInterface
  private interface Starter {
    AutoCloseable start(Map<String, String> env) throws Exception;
  }
}
