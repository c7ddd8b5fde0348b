package dev.souk.kong.lua;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import party.iroiro.luajava.luajit.LuaJit;

/**
 * One LuaJIT state. Not thread-safe, and calling a closed one would crash the JVM: only its {@link
 * LuaWorker} holds it.
 *
 * <p>Arguments cross as an address in native memory and results as a Lua string that is copied out:
 * luajava's own strings are modified UTF-8, which spoils binary data.
 */
final class LuaState implements AutoCloseable {
  private static final int INITIAL_BUFFER = 64 * 1024;

  private final LuaJit lua = new LuaJit();
  private final int step;
  private Arena arena = Arena.ofShared();
  private MemorySegment buffer = arena.allocate(INITIAL_BUFFER);

  /**
   * Makes a state and defines its modules and files.
   *
   * @param bootstrap the code that is run first
   * @param definitions the message which that code takes
   */
  LuaState(String bootstrap, byte[] definitions) {
    lua.openLibraries();
    byte[] code = bootstrap.getBytes(StandardCharsets.UTF_8);
    lua.load(ByteBuffer.allocateDirect(code.length).put(code).flip(), "=bootstrap");
    lua.pCall(0, 1);
    pushMessage(definitions);
    lua.pCall(2, 1);
    step = lua.ref();
  }

  /**
   * Runs one step.
   *
   * @param message what to do
   * @param now the time that Lua sees, in seconds since the epoch
   */
  byte[] step(byte[] message, double now) {
    lua.refGet(step);
    pushMessage(message);
    lua.push(now);
    lua.pCall(3, 1);
    ByteBuffer result = lua.toDirectBuffer(-1);
    byte[] bytes = new byte[result.remaining()];
    result.get(bytes);
    lua.pop(1);
    return bytes;
  }

  private void pushMessage(byte[] message) {
    if (message.length > buffer.byteSize()) {
      arena.close();
      arena = Arena.ofShared();
      buffer = arena.allocate(message.length * 2L);
    }
    MemorySegment.copy(MemorySegment.ofArray(message), 0, buffer, 0, message.length);
    lua.push(buffer.address());
    lua.push((long) message.length);
  }

  @Override
  public void close() {
    lua.close();
    arena.close();
  }
}
