package dev.souk.kong.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What protobuf-java's {@link JsonFormat} says of messages of the tests' schema. */
final class JsonOracle {
  // Floats are written shortest, so texts may differ where a double is meant and a float is read.
  private static final Comparator<JsonNode> BY_VALUE =
      (a, b) ->
          a.isNumber() && b.isNumber()
              ? Float.compare(a.floatValue(), b.floatValue())
              : a.equals(b) ? 0 : 1;

  private final ObjectMapper mapper = new ObjectMapper();
  private final TestSchema schema;
  private final JsonFormat.TypeRegistry registry;

  private JsonOracle(TestSchema schema) {
    this.schema = schema;
    this.registry = schema.registry();
  }

  static JsonOracle load() {
    try {
      return new JsonOracle(new TestSchema());
    } catch (IOException | DescriptorValidationException e) {
      throw new IllegalStateException("the descriptor set of the tests", e);
    }
  }

  TestSchema schema() {
    return schema;
  }

  Descriptor type(String name) {
    return schema.type(name);
  }

  JsonNode read(String json) throws Exception {
    return mapper.readTree(json);
  }

  boolean hasJson(DynamicMessage message) throws Exception {
    try {
      return canonical(message) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  JsonNode canonical(DynamicMessage message) throws Exception {
    return mapper.readTree(
        JsonFormat.printer()
            .usingTypeRegistry(registry)
            .alwaysPrintFieldsWithNoPresence()
            .print(message));
  }

  static List<String> differences(JsonNode expected, JsonNode actual) {
    Set<String> names = new TreeSet<>();
    expected.fieldNames().forEachRemaining(names::add);
    actual.fieldNames().forEachRemaining(names::add);
    return names.stream()
        .filter(name -> !expected.path(name).equals(BY_VALUE, actual.path(name)))
        .map(name -> name + ": " + expected.get(name) + " <> " + actual.get(name))
        .toList();
  }

  static List<String> differences(DynamicMessage expected, DynamicMessage actual) {
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

  JsonFormat.Printer style(int i) {
    JsonFormat.Printer printer = JsonFormat.printer().usingTypeRegistry(registry);
    printer = i % 2 == 0 ? printer.omittingInsignificantWhitespace() : printer;
    printer = i % 3 == 0 ? printer.preservingProtoFieldNames() : printer;
    printer = i % 5 == 0 ? printer.printingEnumsAsInts() : printer;
    return i % 7 == 0 ? printer.alwaysPrintFieldsWithNoPresence() : printer;
  }

  DynamicMessage parse(Descriptor type, String json) throws Exception {
    DynamicMessage.Builder builder = DynamicMessage.newBuilder(type);
    JsonFormat.parser().usingTypeRegistry(registry).merge(json, builder);
    return builder.build();
  }
}
