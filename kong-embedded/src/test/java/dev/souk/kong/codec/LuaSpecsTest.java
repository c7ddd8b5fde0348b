package dev.souk.kong.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import party.iroiro.luajava.luajit.LuaJit;

/** The specs of {@code kong/spec}, on LuaJIT inside the JVM. */
class LuaSpecsTest {
  private static final String RUN =
      """
      package.path = "../kong/plugins/?.lua;../kong/?.lua;" .. package.path
      local spec = require "spec.spec"
      spec.root = "../kong/"
      for _, file in ipairs(dofile("../kong/spec/all.lua")) do
        dofile("../kong/" .. file)
      end
      local lines = {}
      for _, result in ipairs(spec.run()) do
        lines[#lines + 1] = result.name .. "\\1" .. (result.failure or "")
      end
      return table.concat(lines, "\\2")
      """;

  @TestFactory
  List<DynamicTest> every_case_of_the_specs_passes() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String line : run().split("\u0002", -1)) {
      String[] parts = line.split("\u0001", 2);
      tests.add(DynamicTest.dynamicTest(parts[0], () -> assertThat(parts[1]).isEmpty()));
    }
    return tests;
  }

  private static String run() {
    try (LuaJit lua = new LuaJit()) {
      lua.openLibraries();
      byte[] code = RUN.getBytes(StandardCharsets.UTF_8);
      lua.load(ByteBuffer.allocateDirect(code.length).put(code).flip(), "=specs");
      lua.pCall(0, 1);
      return StandardCharsets.UTF_8.decode(lua.toDirectBuffer(-1)).toString();
    }
  }
}
