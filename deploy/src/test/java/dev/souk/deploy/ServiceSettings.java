package dev.souk.deploy;

import dev.souk.kit.config.ConfigException;
import dev.souk.kit.config.Setting;
import dev.souk.kit.config.WatchedSettings;
import dev.souk.local.service.ShopService;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The settings of a process: read by the records that it reads them by itself. */
record ServiceSettings(List<String> records) {
  private static final String SERVER = "dev.souk.kit.server.ServerConfig";

  /** What every service has. */
  static ServiceSettings ofEveryServer() {
    return new ServiceSettings(List.of(SERVER));
  }

  /** What every service has, and what this one has besides. */
  static ServiceSettings of(ShopService service) {
    return new ServiceSettings(List.of(SERVER, ownRecord(service)));
  }

  /** What this service alone has. */
  static ServiceSettings ownOf(ShopService service) {
    return new ServiceSettings(List.of(ownRecord(service)));
  }

  static ServiceSettings ofSandbox() {
    return new ServiceSettings(List.of("dev.souk.sandbox.SandboxConfig"));
  }

  private static String ownRecord(ShopService service) {
    String area = service.serviceName().replace("-service", "");
    return "dev.souk.%s.%sConfig"
        .formatted(area, Character.toUpperCase(area.charAt(0)) + area.substring(1));
  }

  /**
   * Reads them as the start does.
   *
   * @throws ConfigException naming what is missing or malformed
   */
  void requireComplete(Map<String, String> environment) throws ReflectiveOperationException {
    for (String type : records) {
      read(type, environment);
    }
  }

  /** The keys that are looked for in an environment. */
  Set<String> keys(Map<String, String> environment) throws ReflectiveOperationException {
    return read(environment).keySet();
  }

  /** How each key is looked for in an environment, which need not be complete, in that order. */
  Map<String, Setting> read(Map<String, String> environment) throws ReflectiveOperationException {
    Map<String, Setting> settings = new LinkedHashMap<>();
    for (String type : records) {
      WatchedSettings watched = new WatchedSettings(environment);
      try {
        read(type, watched);
      } catch (ConfigException incomplete) {
        // What is missing was noted all the same.
      }
      watched
          .read()
          .forEach(setting -> settings.merge(setting.key(), setting, ServiceSettings::both));
    }
    return settings;
  }

  /** A key that is asked for twice: first whether it is there, then for what it says. */
  private static Setting both(Setting first, Setting second) {
    return first.form().equals("text")
        ? new Setting(first.key(), second.form(), first.fallback(), first.required())
        : first;
  }

  private static void read(String type, Map<String, String> environment)
      throws ReflectiveOperationException {
    Method from = Class.forName(type).getDeclaredMethod("from", Map.class);
    from.setAccessible(true);
    try {
      from.invoke(null, environment);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof ConfigException refused) {
        throw refused;
      }
      throw e;
    }
  }
}
