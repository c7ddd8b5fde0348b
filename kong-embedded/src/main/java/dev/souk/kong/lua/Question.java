package dev.souk.kong.lua;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that Lua asks of Java.
 *
 * @param kind what is asked
 * @param arguments its arguments
 */
public record Question(String kind, List<byte @Nullable []> arguments) {
  static Question from(Reply reply) {
    return new Question(reply.text(0), reply.values().subList(1, reply.values().size()));
  }

  /** An argument as text; absent ones are empty. */
  public String text(int index) {
    return new String(bytes(index), StandardCharsets.UTF_8);
  }

  /** An argument as a whole number. */
  public int integer(int index) {
    return (int) Double.parseDouble(text(index));
  }

  /** An argument as it is; absent ones are empty. */
  public byte[] bytes(int index) {
    byte[] value = index < arguments.size() ? arguments.get(index) : null;
    return value == null ? new byte[0] : value;
  }
}
