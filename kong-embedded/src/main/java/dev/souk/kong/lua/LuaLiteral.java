package dev.souk.kong.lua;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/** Writes a plugin's configuration as a Lua expression. */
final class LuaLiteral {
  private LuaLiteral() {}

  static String of(JsonNode node) {
    StringBuilder out = new StringBuilder();
    write(node, out);
    return out.toString();
  }

  private static void write(JsonNode node, StringBuilder out) {
    if (node.isObject()) {
      out.append('{');
      node.properties()
          .forEach(entry -> {
            out.append('[');
            writeText(entry.getKey(), out);
            out.append("]=");
            write(entry.getValue(), out);
            out.append(',');
          });
      out.append('}');
    } else if (node.isArray()) {
      out.append('{');
      node.forEach(item -> {
        write(item, out);
        out.append(',');
      });
      out.append('}');
    } else if (node.isTextual()) {
      writeText(node.asText(), out);
    } else if (node.isNull()) {
      out.append("nil");
    } else {
      out.append(node.asText());
    }
  }

  /** Every byte as a decimal escape: nothing can end the string early. */
  private static void writeText(String text, StringBuilder out) {
    out.append('"');
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      out.append('\\').append(String.format("%03d", b & 0xFF));
    }
    out.append('"');
  }
}
