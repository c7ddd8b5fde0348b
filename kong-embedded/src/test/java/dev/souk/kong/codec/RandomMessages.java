package dev.souk.kong.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Makes messages of any type, with a liking for the edges of every range. */
final class RandomMessages {
  private static final long[] LONGS = {
    0,
    1,
    -1,
    127,
    128,
    16383,
    16384,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 32,
    999_999_999_999_999L,
    1L << 53,
    (1L << 53) + 1,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -999_999_999_999_999L,
    100_000_000_000_000L,
  };
  // No negative zero: JsonFormat prints it, but reads it as zero.
  private static final double[] DOUBLES = {
    0,
    1,
    -1,
    0.1,
    1e15,
    1e21,
    1e-7,
    123456789.125,
    Double.MAX_VALUE,
    Double.MIN_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    4503599627370498.0,
  };
  private static final float[] FLOATS = {
    0,
    1,
    0.1f,
    16777216f,
    Float.MAX_VALUE,
    Float.MIN_VALUE,
    -Float.MAX_VALUE,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    3.1415927f,
  };
  private static final String[] TEXTS = {
    "",
    "a",
    "plain text",
    "\"quoted\" \\ back",
    "line\nbreak\ttab\r\b\f",
    "\u0000\u001f\u007f",
    "é",
    "漢字",
    "🛒",
    "</script>",
    "\u2028",
    "x".repeat(127),
    "y".repeat(128),
    "z".repeat(2000),
    "\ufeff",
  };

  private final Random random;
  private final TestSchema schema;

  RandomMessages(long seed, TestSchema schema) {
    this.random = new Random(seed);
    this.schema = schema;
  }

  DynamicMessage of(Descriptor type) {
    return of(type, 0);
  }

  private DynamicMessage of(Descriptor type, int depth) {
    DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
    switch (type.getFullName()) {
      case "google.protobuf.Timestamp" ->
          moment(message, random.nextLong(-62135596800L, 253402300800L), true);
      case "google.protobuf.Duration" ->
          moment(message, random.nextLong(-315576000000L, 315576000001L), false);
      case "google.protobuf.FieldMask" -> mask(message);
      case "google.protobuf.Value" -> value(message, depth);
      case "google.protobuf.Any" -> any(message, depth);
      default -> fields(message, depth);
    }
    return message.build();
  }

  private void fields(DynamicMessage.Builder message, int depth) {
    Descriptor type = message.getDescriptorForType();
    // The big type has hundreds of fields: few at a time find more than all at once.
    double density = type.getFields().size() > 20 ? random.nextDouble() * 0.3 : 0.6;
    for (FieldDescriptor field : type.getFields()) {
      if (random.nextDouble() >= density
          || (depth > 3 && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE)) {
        continue;
      }
      if (field.isMapField()) {
        entries(field, depth).forEach(entry -> message.addRepeatedField(field, entry));
      } else if (field.isRepeated()) {
        for (int i = random.nextInt(depth == 0 ? 4 : 2); i >= 0; i--) {
          message.addRepeatedField(field, valueOf(field, depth));
        }
      } else {
        message.setField(field, valueOf(field, depth));
      }
    }
  }

  private List<Message> entries(FieldDescriptor field, int depth) {
    Set<Object> keys = new HashSet<>();
    List<Message> entries = new ArrayList<>();
    Descriptor entry = field.getMessageType();
    for (int i = random.nextInt(depth == 0 ? 4 : 2); i >= 0; i--) {
      Object key = valueOf(entry.findFieldByNumber(1), depth);
      if (keys.add(key)) {
        entries.add(
            DynamicMessage.newBuilder(entry)
                .setField(entry.findFieldByNumber(1), key)
                .setField(entry.findFieldByNumber(2), valueOf(entry.findFieldByNumber(2), depth))
                .build());
      }
    }
    return entries;
  }

  private Object valueOf(FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case INT -> (int) number();
      case LONG -> number();
      case FLOAT ->
          random.nextBoolean()
              ? FLOATS[random.nextInt(FLOATS.length)]
              : Float.intBitsToFloat(random.nextInt() & 0xbfffffff);
      case DOUBLE ->
          random.nextBoolean()
              ? DOUBLES[random.nextInt(DOUBLES.length)]
              : Double.longBitsToDouble(random.nextLong() & 0xbfffffffffffffffL);
      case BOOLEAN -> random.nextBoolean();
      case STRING -> TEXTS[random.nextInt(TEXTS.length)];
      case BYTE_STRING -> bytes();
      case ENUM -> enumValue(field.getEnumType());
      case MESSAGE -> of(field.getMessageType(), depth + 1);
    };
  }

  private long number() {
    return random.nextBoolean()
        ? LONGS[random.nextInt(LONGS.length)]
        : random.nextLong() >> random.nextInt(64);
  }

  private ByteString bytes() {
    byte[] bytes = new byte[random.nextInt(10)];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private Object enumValue(EnumDescriptor type) {
    if (type.getFullName().equals("google.protobuf.NullValue")) {
      return type.findValueByNumber(0);
    }
    // Also numbers that have no name.
    return type.findValueByNumberCreatingIfUnknown(
        random.nextInt(5) == 0
            ? (int) number()
            : type.getValues().get(random.nextInt(type.getValues().size())).getNumber());
  }

  private void moment(DynamicMessage.Builder message, long seconds, boolean timestamp) {
    int[] scales = {1_000_000_000, 1_000_000, 1_000, 1};
    int scale = scales[random.nextInt(scales.length)];
    int nanos = random.nextInt(1_000_000_000 / scale) * scale;
    long chosen = random.nextInt(4) == 0 ? seconds % 3 : seconds;
    set(message, "seconds", chosen);
    set(message, "nanos", !timestamp && chosen < 0 ? -nanos : nanos);
  }

  private void mask(DynamicMessage.Builder message) {
    String[] paths = {"name", "display_name", "address.postal_code", "a_b_c.d"};
    for (int i = random.nextInt(3); i > 0; i--) {
      message.addRepeatedField(
          message.getDescriptorForType().findFieldByName("paths"), paths[random.nextInt(4)]);
    }
  }

  private void value(DynamicMessage.Builder message, int depth) {
    Descriptor type = message.getDescriptorForType();
    List<FieldDescriptor> kinds = type.getFields();
    FieldDescriptor kind = kinds.get(random.nextInt(depth > 3 ? 4 : kinds.size()));
    if (kind.getJavaType() == FieldDescriptor.JavaType.DOUBLE) {
      message.setField(kind, (double) (int) number() / 8);
    } else {
      message.setField(kind, valueOf(kind, depth));
    }
  }

  private void any(DynamicMessage.Builder message, int depth) {
    String[] types = {
      "souk.test.v1.Sparse",
      "souk.test.v1.Everything.Nested",
      "google.protobuf.Timestamp",
      "google.protobuf.Empty",
      "google.protobuf.Int64Value",
      "google.protobuf.Struct",
    };
    Descriptor type = schema.type(types[random.nextInt(types.length)]);
    set(message, "type_url", "type.googleapis.com/" + type.getFullName());
    set(message, "value", of(type, depth + 1).toByteString());
  }

  private static void set(DynamicMessage.Builder message, String field, Object value) {
    message.setField(message.getDescriptorForType().findFieldByName(field), value);
  }
}
