package dev.souk.kong.codec;

import static dev.souk.kong.codec.JsonOracle.differences;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.util.JsonFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * The codec and protobuf-java's {@link JsonFormat} say the same of generated messages, in both
 * directions. The seed is fixed: what a change of the codec breaks shows at that change.
 */
class GeneratedMessagesTest {
  private static final int MESSAGES = 2_000;
  private static final String SEED = "20260101";

  // jqwik makes an instance a try, and a codec takes longer to load than a message to transcode.
  private static final JsonOracle ORACLE = JsonOracle.load();
  private static final LuaCodec CODEC = new LuaCodec();

  @AfterContainer
  static void close() {
    CODEC.close();
  }

  @Provide
  Arbitrary<String> types() {
    return Arbitraries.of(
        "souk.test.v1.Everything",
        "souk.test.v1.Sparse",
        "souk.test.v1.Mixed",
        "souk.test.v1.Everything.Nested");
  }

  @Property(tries = MESSAGES, seed = SEED, shrinking = ShrinkingMode.OFF)
  void json_from_the_wire_is_the_canonical_one(@ForAll("types") String name, @ForAll long seed)
      throws Exception {
    Descriptor type = ORACLE.type(name);
    DynamicMessage message = new RandomMessages(seed, ORACLE.schema()).of(type);
    LuaCodec.Result result = CODEC.toJson(name, message.toByteArray());
    assertThat(result.accepted()).as(result::text).isTrue();
    assertThat(differences(ORACLE.canonical(message), ORACLE.read(result.text()))).isEmpty();
    assertThat(differences(message, ORACLE.parse(type, result.text()))).isEmpty();
  }

  @Property(tries = MESSAGES, seed = SEED, shrinking = ShrinkingMode.OFF)
  void json_of_every_style_gives_the_message_back(@ForAll("types") String name, @ForAll long seed)
      throws Exception {
    Descriptor type = ORACLE.type(name);
    DynamicMessage message = new RandomMessages(seed, ORACLE.schema()).of(type);
    String json = ORACLE.style((int) Math.floorMod(seed, 210L)).print(message);
    LuaCodec.Result result = CODEC.toWire(name, json);
    assertThat(result.accepted()).as(() -> result.text() + " of " + json).isTrue();
    DynamicMessage actual = DynamicMessage.parseFrom(type, result.bytes());
    // As JSON, since defaults may stand on the wire of what an Any holds.
    assertThat(differences(ORACLE.canonical(message), ORACLE.canonical(actual))).isEmpty();
  }
}
