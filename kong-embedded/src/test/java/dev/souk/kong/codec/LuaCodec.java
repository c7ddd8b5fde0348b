package dev.souk.kong.codec;

import com.google.protobuf.ByteString;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import party.iroiro.luajava.luajit.LuaJit;

/**
 * The codec in Lua, for tests. Bytes cross in native buffers, since luajava's strings would spoil
 * them.
 */
final class LuaCodec implements AutoCloseable {
  private static final String SHIM =
      """
      package.path = "../kong/plugins/?.lua;" .. package.path
      local ffi = require "ffi"
      local schema = require("souk.descriptor").load_file("target/test-classes/everything.binpb")
      local codec = require("souk.codec").new(schema)
      local function bytes(address, length)
        return ffi.string(ffi.cast("const char *", address), length)
      end
      return function(operation, type_address, type_length, address, length)
        local name = bytes(type_address, type_length)
        if operation == 0 then
          local text, reason = codec:decoder(name)(bytes(address, length))
          return text and "+" .. text or "-" .. reason
        end
        local wire, failure = codec:encoder(name)(bytes(address, length))
        if wire then
          return "+" .. wire
        end
        return "-" .. (failure.malformed and "malformed" or failure.field) .. ": " .. failure.message
      end
      """;

  private final LuaJit lua = new LuaJit();
  private final int codec;

  LuaCodec() {
    lua.openLibraries();
    byte[] shim = SHIM.getBytes(StandardCharsets.UTF_8);
    lua.load(ByteBuffer.allocateDirect(shim.length).put(shim).flip(), "=shim");
    lua.pCall(0, 1);
    codec = lua.ref();
  }

  /** What the codec made of it, or why it refused. */
  record Result(boolean accepted, ByteString bytes) {
    String text() {
      return bytes.toStringUtf8();
    }
  }

  Result toJson(String type, byte[] wire) {
    return call(0, type, wire);
  }

  Result toWire(String type, String json) {
    return toWire(type, json.getBytes(StandardCharsets.UTF_8));
  }

  Result toWire(String type, byte[] json) {
    return call(1, type, json);
  }

  private Result call(int operation, String type, byte[] input) {
    // Lua is given bare addresses: the arena keeps the memory until the call is over.
    try (Arena arena = Arena.ofConfined()) {
      lua.refGet(codec);
      lua.push((long) operation);
      push(arena, type.getBytes(StandardCharsets.UTF_8));
      push(arena, input);
      lua.pCall(5, 1);
    }
    ByteBuffer result = lua.toDirectBuffer(-1);
    byte sign = result.get();
    ByteString bytes = ByteString.copyFrom(result);
    lua.pop(1);
    return new Result(sign == '+', bytes);
  }

  private void push(Arena arena, byte[] bytes) {
    lua.push(arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes).address());
    lua.push((long) bytes.length);
  }

  @Override
  public void close() {
    lua.close();
  }
}
