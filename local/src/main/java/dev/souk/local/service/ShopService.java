package dev.souk.local.service;

import java.util.Arrays;
import java.util.List;

/** The services of the shop. */
public enum ShopService {
  /** People. */
  USER("user-service", 5001),
  /** Sessions and tokens. */
  AUTH("auth-service", 5002),
  /** Catalog and stock. */
  PRODUCT("product-service", 5003),
  /** Carts. */
  CART("cart-service", 5004),
  /** Orders. */
  ORDER("order-service", 5005),
  /** Payments. */
  PAYMENT("payment-service", 5006);

  private final String serviceName;
  private final int standardPort;

  ShopService(String serviceName, int standardPort) {
    this.serviceName = serviceName;
    this.standardPort = standardPort;
  }

  /** Name in tokens, logs and addresses, such as {@code order-service}. */
  public String serviceName() {
    return serviceName;
  }

  /** The gRPC port without an offset. */
  public int standardPort() {
    return standardPort;
  }

  /** Key of the setting with its address, such as {@code SOUK_ORDER_TARGET}. */
  public String targetKey() {
    return "SOUK_" + name() + "_TARGET";
  }

  /** All names. */
  public static List<String> names() {
    return Arrays.stream(values()).map(ShopService::serviceName).toList();
  }
}
