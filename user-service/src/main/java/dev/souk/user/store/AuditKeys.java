package dev.souk.user.store;

import dev.souk.user.domain.AuditQuery;
import dev.souk.user.domain.AuditRecord;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * What an event of the audit trail can be found by, each as one text. One index over them all,
 * followed by the id, answers every combination of filters in the order of time: it is entered by
 * the first text of the query, so those that fewest events share come first.
 */
final class AuditKeys {
  private AuditKeys() {}

  static List<String> of(AuditRecord event) {
    List<String> keys = new ArrayList<>();
    add(keys, "resource:", event.resourceId());
    add(keys, "actor:", event.actor());
    add(keys, "ip:", address(event.ipAddress()));
    for (int dot = event.action().indexOf('.');
        dot >= 0;
        dot = event.action().indexOf('.', dot + 1)) {
      add(keys, "action:", event.action().substring(0, dot));
    }
    add(keys, "action:", event.action());
    add(keys, "type:", event.resourceType());
    add(keys, "outcome:", event.outcome().name());
    return keys;
  }

  static List<String> of(AuditQuery query) {
    List<String> keys = new ArrayList<>();
    add(keys, "resource:", query.resourceId());
    add(keys, "actor:", query.actor());
    add(keys, "ip:", address(query.ipAddress()));
    add(keys, "action:", query.action());
    add(keys, "type:", query.resourceType());
    add(keys, "outcome:", query.outcome().map(Enum::name).orElse(""));
    return keys;
  }

  private static void add(List<String> keys, String name, String value) {
    if (!value.isEmpty()) {
      keys.add(name + value);
    }
  }

  /** However it is written. */
  private static String address(String text) {
    return text.isEmpty() ? "" : InetAddress.ofLiteral(text).getHostAddress();
  }
}
