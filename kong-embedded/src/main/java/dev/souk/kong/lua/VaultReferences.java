package dev.souk.kong.lua;

import com.fasterxml.jackson.databind.JsonNode;
import dev.souk.kong.config.Vault;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the vault references in a plugin's configuration; whether they may stand there, its schema
 * decides.
 */
final class VaultReferences {
  private VaultReferences() {}

  static Set<String> in(JsonNode node) {
    Set<String> found = new TreeSet<>();
    collect(node, found);
    return found;
  }

  private static void collect(JsonNode node, Set<String> found) {
    if (node.isTextual() && Vault.isReference(node.asText())) {
      found.add(node.asText());
    }
    node.forEach(child -> collect(child, found));
  }
}
