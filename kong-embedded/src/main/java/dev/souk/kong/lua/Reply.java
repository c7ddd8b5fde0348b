package dev.souk.kong.lua;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a step of Lua answered.
 *
 * @param kind whether the phase ended, exits, failed, or asks for something and waits
 * @param values what belongs to that: the question and its arguments, an error's traceback, a
 *     filtered chunk
 * @param changes what the phase changed, in order
 */
record Reply(Kind kind, List<byte @Nullable []> values, List<Change> changes) {
  /** How a step ended. */
  enum Kind {
    DONE,
    EXIT,
    ASK,
    ERROR
  }

  /** One change that Lua made: an operation such as {@code response.set}, and its arguments. */
  record Change(String operation, List<byte @Nullable []> arguments) {
    byte[] bytes(int index) {
      byte[] value = arguments.get(index);
      return value == null ? new byte[0] : value;
    }

    String name() {
      return text(arguments.get(0));
    }

    String value() {
      return text(arguments.get(1));
    }

    /** The second argument, where there is one. */
    Optional<String> optionalValue() {
      return Optional.ofNullable(arguments.get(1)).map(Reply::text);
    }
  }

  static Reply parse(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    Kind kind =
        switch (text(next(in))) {
          case "done" -> Kind.DONE;
          case "exit" -> Kind.EXIT;
          case "ask" -> Kind.ASK;
          default -> Kind.ERROR;
        };
    int count = Integer.parseInt(text(next(in)));
    List<byte @Nullable []> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(next(in));
    }
    List<Change> changes = new ArrayList<>();
    while (in.hasRemaining()) {
      changes.add(change(in));
    }
    return new Reply(kind, values, changes);
  }

  private static Change change(ByteBuffer in) {
    String operation = text(next(in));
    List<byte @Nullable []> arguments = new ArrayList<>(2);
    arguments.add(next(in));
    arguments.add(next(in));
    return new Change(operation, arguments);
  }

  /** A value as text; absent ones are empty. */
  String text(int index) {
    return index < values.size() ? text(values.get(index)) : "";
  }

  static String text(byte @Nullable [] value) {
    return value == null ? "" : new String(value, StandardCharsets.ISO_8859_1);
  }

  private static byte @Nullable [] next(ByteBuffer in) {
    int size = in.getInt();
    if (size < 0) {
      return null;
    }
    byte[] value = new byte[size];
    in.get(value);
    return value;
  }
}
