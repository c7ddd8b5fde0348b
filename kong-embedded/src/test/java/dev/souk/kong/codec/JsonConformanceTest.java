package dev.souk.kong.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of json-conformance.txt: the codec against protobuf-java's JsonFormat. */
class JsonConformanceTest {
  private static final String TYPE = "souk.test.v1.Everything";

  private final JsonOracle oracle = JsonOracle.load();
  private final Descriptor type = oracle.type(TYPE);
  private final LuaCodec codec = new LuaCodec();

  @AfterEach
  void close() {
    codec.close();
  }

  @ParameterizedTest
  @MethodSource("valid")
  void valid_json_gives_the_oracles_message_and_its_json(String json) throws Exception {
    // By the wire, which knows of no alias of an enum's value.
    DynamicMessage expected =
        DynamicMessage.parseFrom(type, oracle.parse(type, json).toByteString());
    LuaCodec.Result wire = codec.toWire(TYPE, json);
    assertThat(wire.accepted()).as(wire::text).isTrue();
    DynamicMessage message = DynamicMessage.parseFrom(type, wire.bytes());
    assertThat(JsonOracle.differences(oracle.canonical(expected), oracle.canonical(message)))
        .isEmpty();
    LuaCodec.Result back = codec.toJson(TYPE, wire.bytes().toByteArray());
    assertThat(JsonOracle.differences(oracle.canonical(expected), oracle.read(back.text())))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void what_the_oracle_refuses_is_refused(String json) {
    assertThatThrownBy(() -> oracle.parse(type, json)).isInstanceOf(Exception.class);
    assertThat(codec.toWire(TYPE, json).accepted()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("stricter")
  void some_that_the_oracle_takes_is_refused(String json) throws Exception {
    assertThat(oracle.parse(type, json)).isNotNull();
    assertThat(codec.toWire(TYPE, json).accepted()).isFalse();
  }

  @Test
  void every_kind_has_cases() {
    assertThat(valid()).hasSizeGreaterThan(80);
    assertThat(invalid()).hasSizeGreaterThan(40);
    assertThat(stricter()).hasSizeGreaterThan(5);
  }

  static List<String> valid() {
    return cases("[valid]");
  }

  static List<String> invalid() {
    return cases("[invalid]");
  }

  static List<String> stricter() {
    return cases("[stricter]");
  }

  private static List<String> cases(String section) {
    List<String> cases = new ArrayList<>();
    String current = "";
    for (String line : corpus().lines().toList()) {
      if (line.matches("\\[[a-z]+\\]")) {
        current = line;
      } else if (current.equals(section) && !line.isEmpty()) {
        cases.add(line);
      }
    }
    return cases;
  }

  private static String corpus() {
    try (var in = JsonConformanceTest.class.getResourceAsStream("json-conformance.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
