package dev.souk.kong.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.util.JsonFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The codec reads merged and damaged input as protobuf-java's {@link JsonFormat} does, or refuses.
 */
class CodecDifferentialTest {
  private static final int MESSAGES = Boolean.getBoolean("souk.test.all") ? 2_000 : 250;
  private static final String EVERYTHING = "souk.test.v1.Everything";

  private final JsonOracle oracle = JsonOracle.load();
  private LuaCodec codec;

  @BeforeEach
  void open() {
    codec = new LuaCodec();
  }

  @AfterEach
  void close() {
    codec.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {EVERYTHING, "souk.test.v1.Mixed"})
  void parts_of_a_message_in_any_order_merge_as_protobuf_says(String name) throws Exception {
    Descriptor type = oracle.type(name);
    RandomMessages messages = new RandomMessages(3, oracle.schema());
    Random random = new Random(3);
    for (int i = 0; i < MESSAGES; i++) {
      ByteString first = shuffled(messages.of(type), random);
      byte[] wire = first.concat(shuffled(messages.of(type), random)).toByteArray();
      DynamicMessage expected = DynamicMessage.parseFrom(type, wire);
      LuaCodec.Result result = codec.toJson(name, wire);
      // Merging two durations may give one that has no JSON: seconds and nanos of different signs.
      assertThat(result.accepted()).as(result::text).isEqualTo(oracle.hasJson(expected));
      if (!result.accepted()) {
        continue;
      }
      assertThat(JsonOracle.differences(expected, oracle.parse(type, result.text()))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {EVERYTHING, "souk.test.v1.Mixed"})
  void damaged_wire_data_is_refused_or_read_but_never_raises(String name) {
    RandomMessages messages = new RandomMessages(4, oracle.schema());
    Random random = new Random(4);
    for (int i = 0; i < MESSAGES; i++) {
      byte[] wire = messages.of(oracle.type(name)).toByteArray();
      for (int flips = random.nextInt(4); flips >= 0 && wire.length > 0; flips--) {
        wire[random.nextInt(wire.length)] = (byte) random.nextInt(256);
      }
      assertThat(codec.toJson(name, wire)).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {EVERYTHING, "souk.test.v1.Mixed"})
  void damaged_json_is_refused_or_read_but_never_raises(String name) throws Exception {
    RandomMessages messages = new RandomMessages(5, oracle.schema());
    Random random = new Random(5);
    String odd = "{}[]\",:\\0123-+.eEtrufalsn \u0000";
    for (int i = 0; i < MESSAGES; i++) {
      byte[] json =
          oracle
              .style(i)
              .print(messages.of(oracle.type(name)))
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
