package dev.souk.kit.config;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Settings that note how they are read. A service that is configured with them tells which it has:
 * the operator's guide is made so.
 */
public final class WatchedSettings extends AbstractMap<String, String> {
  private final Map<String, String> values;
  private final List<Setting> read = new ArrayList<>();

  /** Settings with the values. */
  public WatchedSettings(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  @Override
  public Set<Entry<String, String>> entrySet() {
    return values.entrySet();
  }

  /** What was read, in order, each as often as it was. */
  public List<Setting> read() {
    return List.copyOf(read);
  }

  void note(Setting setting) {
    read.add(setting);
  }
}
