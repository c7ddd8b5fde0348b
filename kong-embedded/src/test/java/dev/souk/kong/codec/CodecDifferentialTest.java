package dev.souk.kong.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The codec and protobuf-java's {@link JsonFormat} say the same of random messages, in both
 * directions.
 */
class CodecDifferentialTest {
  private static final int MESSAGES = Boolean.getBoolean("souk.test.all") ? 2_000 : 250;
  private static final String EVERYTHING = "souk.test.v1.Everything";
  // Floats are written shortest, so texts may differ where a double is meant and a float is read.
  private static final Comparator<JsonNode> BY_VALUE =
      (a, b) ->
          a.isNumber() && b.isNumber()
              ? Float.compare(a.floatValue(), b.floatValue())
              : a.equals(b) ? 0 : 1;

  private final ObjectMapper mapper = new ObjectMapper();
  private TestSchema schema;
  private JsonFormat.TypeRegistry registry;
  private LuaCodec codec;

  @BeforeEach
  void open() throws Exception {
    schema = new TestSchema();
    registry = schema.registry();
    codec = new LuaCodec();
  }

  @AfterEach
  void close() {
    codec.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        EVERYTHING,
        "souk.test.v1.Sparse",
        "souk.test.v1.Mixed",
        "souk.test.v1.Everything.Nested"
      })
  void json_from_the_wire_is_the_canonical_one(String name) throws Exception {
    Descriptor type = schema.type(name);
    RandomMessages messages = new RandomMessages(1, schema);
    for (int i = 0; i < MESSAGES; i++) {
      DynamicMessage message = messages.of(type);
      LuaCodec.Result result = codec.toJson(name, message.toByteArray());
      assertThat(result.accepted()).as(result::text).isTrue();
      assertThat(differences(canonical(message), mapper.readTree(result.text()))).isEmpty();
      assertThat(differences(message, parse(type, result.text()))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        EVERYTHING,
        "souk.test.v1.Sparse",
        "souk.test.v1.Mixed",
        "souk.test.v1.Everything.Nested"
      })
  void json_of_every_style_gives_the_message_back(String name) throws Exception {
    Descriptor type = schema.type(name);
    RandomMessages messages = new RandomMessages(2, schema);
    for (int i = 0; i < MESSAGES; i++) {
      DynamicMessage message = messages.of(type);
      String json = style(i).print(message);
      LuaCodec.Result result = codec.toWire(name, json);
      assertThat(result.accepted()).as(() -> result.text() + " of " + json).isTrue();
      DynamicMessage actual = DynamicMessage.parseFrom(type, result.bytes());
      // As JSON, since defaults may stand on the wire of what an Any holds.
      assertThat(differences(canonical(message), canonical(actual))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {EVERYTHING, "souk.test.v1.Mixed"})
  void parts_of_a_message_in_any_order_merge_as_protobuf_says(String name) throws Exception {
    Descriptor type = schema.type(name);
    RandomMessages messages = new RandomMessages(3, schema);
    Random random = new Random(3);
    for (int i = 0; i < MESSAGES; i++) {
      ByteString first = shuffled(messages.of(type), random);
      byte[] wire = first.concat(shuffled(messages.of(type), random)).toByteArray();
      DynamicMessage expected = DynamicMessage.parseFrom(type, wire);
      LuaCodec.Result result = codec.toJson(name, wire);
      // Merging two durations may give one that has no JSON: seconds and nanos of different signs.
      assertThat(result.accepted()).as(result::text).isEqualTo(hasJson(expected));
      if (!result.accepted()) {
        continue;
      }
      assertThat(differences(expected, parse(type, result.text()))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {EVERYTHING, "souk.test.v1.Mixed"})
  void damaged_wire_data_is_refused_or_read_but_never_raises(String name) {
    RandomMessages messages = new RandomMessages(4, schema);
    Random random = new Random(4);
    for (int i = 0; i < MESSAGES; i++) {
      byte[] wire = messages.of(schema.type(name)).toByteArray();
      for (int flips = random.nextInt(4); flips >= 0 && wire.length > 0; flips--) {
        wire[random.nextInt(wire.length)] = (byte) random.nextInt(256);
      }
      assertThat(codec.toJson(name, wire)).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {EVERYTHING, "souk.test.v1.Mixed"})
  void damaged_json_is_refused_or_read_but_never_raises(String name) throws Exception {
    RandomMessages messages = new RandomMessages(5, schema);
    Random random = new Random(5);
    String odd = "{}[]\",:\\0123-+.eEtrufalsn \u0000";
    for (int i = 0; i < MESSAGES; i++) {
      byte[] json =
          style(i)
              .print(messages.of(schema.type(name)))
              .getBytes(java.nio.charset.StandardCharsets.UTF_8);
      for (int flips = random.nextInt(3); flips >= 0; flips--) {
        json[random.nextInt(json.length)] =
            random.nextInt(3) == 0
                ? (byte) random.nextInt(256)
                : (byte) odd.charAt(random.nextInt(odd.length()));
      }
      assertThat(codec.toWire(name, json)).isNotNull();
    }
  }

  private boolean hasJson(DynamicMessage message) throws Exception {
    try {
      return canonical(message) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private JsonNode canonical(DynamicMessage message) throws Exception {
    return mapper.readTree(
        JsonFormat.printer()
            .usingTypeRegistry(registry)
            .alwaysPrintFieldsWithNoPresence()
            .print(message));
  }

  private static List<String> differences(JsonNode expected, JsonNode actual) {
    Set<String> names = new TreeSet<>();
    expected.fieldNames().forEachRemaining(names::add);
    actual.fieldNames().forEachRemaining(names::add);
    return names.stream()
        .filter(name -> !expected.path(name).equals(BY_VALUE, actual.path(name)))
        .map(name -> name + ": " + expected.get(name) + " <> " + actual.get(name))
        .toList();
  }

  private static List<String> differences(DynamicMessage expected, DynamicMessage actual) {
    return expected.getDescriptorForType().getFields().stream()
        .filter(field -> !shown(expected, field).equals(shown(actual, field)))
        .map(field ->
            field.getName() + ": " + shown(expected, field) + " <> " + shown(actual, field))
        .toList();
  }

  /** Whether a field is there, and its value; the last entry of each key of a map. */
  private static Object shown(DynamicMessage message, FieldDescriptor field) {
    if (field.isMapField()) {
      Map<Object, Object> entries = new HashMap<>();
      for (Object element : (List<?>) message.getField(field)) {
        Message entry = (Message) element;
        entries.put(
            entry.getField(field.getMessageType().findFieldByNumber(1)),
            entry.getField(field.getMessageType().findFieldByNumber(2)));
      }
      return entries;
    }
    return (!field.hasPresence() || message.hasField(field)) ? message.getField(field) : "absent";
  }

  private JsonFormat.Printer style(int i) {
    JsonFormat.Printer printer = JsonFormat.printer().usingTypeRegistry(registry);
    printer = i % 2 == 0 ? printer.omittingInsignificantWhitespace() : printer;
    printer = i % 3 == 0 ? printer.preservingProtoFieldNames() : printer;
    printer = i % 5 == 0 ? printer.printingEnumsAsInts() : printer;
    return i % 7 == 0 ? printer.alwaysPrintFieldsWithNoPresence() : printer;
  }

  private DynamicMessage parse(Descriptor type, String json) throws Exception {
    DynamicMessage.Builder builder = DynamicMessage.newBuilder(type);
    JsonFormat.parser().usingTypeRegistry(registry).merge(json, builder);
    return builder.build();
  }

  /** The fields one by one, in any order, elements of lists apart from each other. */
  private static ByteString shuffled(DynamicMessage message, Random random) {
    List<ByteString> parts = new ArrayList<>();
    for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
      FieldDescriptor field = entry.getKey();
      if (field.getName().equals("wk_any")) {
        continue; // Two of them would merge into one type's name with another's value.
      }
      List<?> values = field.isRepeated() ? (List<?>) entry.getValue() : List.of(entry.getValue());
      for (Object value : values) {
        DynamicMessage.Builder part = DynamicMessage.newBuilder(message.getDescriptorForType());
        parts.add(
            (field.isRepeated() ? part.addRepeatedField(field, value) : part.setField(field, value))
                .build()
                .toByteString());
      }
    }
    Collections.shuffle(parts, random);
    return ByteString.copyFrom(parts);
  }
}
