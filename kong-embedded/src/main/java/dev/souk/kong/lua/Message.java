package dev.souk.kong.lua;

import dev.souk.kong.http.Headers;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What crosses from Java to Lua: byte strings, each preceded by its length as an int32 in native
 * order, -1 for nil. Text is ISO 8859-1, so that every byte of a header survives.
 */
final class Message {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
  private final ByteBuffer size = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder());

  static Message of(String... values) {
    Message message = new Message();
    for (String value : values) {
      message.add(value);
    }
    return message;
  }

  Message add(@Nullable String value) {
    return add(value == null ? null : value.getBytes(StandardCharsets.ISO_8859_1));
  }

  Message add(byte @Nullable [] value) {
    size.putInt(0, value == null ? -1 : value.length);
    out.writeBytes(size.array());
    if (value != null) {
      out.writeBytes(value);
    }
    return this;
  }

  Message add(Headers headers) {
    headers.forEach((name, value) -> add(name).add(value));
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
