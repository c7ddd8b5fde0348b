package dev.souk.kong.lua;

import dev.souk.kong.config.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lua code that runs outside any request: a plugin's set-up, or a timer. */
final class LuaTask {
  /** A timer that Lua asked for. */
  record Timer(int number, double seconds) {}

  private static final Logger LOG = LoggerFactory.getLogger("dev.souk.kong.plugins");

  private final LuaWorker worker;
  private final HostCalls calls;
  private final List<Timer> timers = new ArrayList<>();

  LuaTask(LuaWorker worker, HostCalls calls) {
    this.worker = worker;
    this.calls = calls;
  }

  /**
   * Runs to the end.
   *
   * @param what {@code configure} or {@code timer}
   * @param number of the plugin's instance or of the timer
   * @throws ConfigurationException when the code fails
   */
  void run(String what, int number, String name) {
    String id = what + worker.nextId();
    try {
      Reply reply = worker.step(Message.of(what, id, Integer.toString(number)));
      apply(reply);
      while (reply.kind() == Reply.Kind.ASK) {
        Message answer = Message.of("resume", id);
        for (byte @Nullable [] value : calls.answer(Optional.empty(), Question.from(reply))) {
          answer.add(value);
        }
        reply = worker.step(answer);
        apply(reply);
      }
      if (reply.kind() == Reply.Kind.ERROR) {
        throw new ConfigurationException("plugin " + name, reply.text(0));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      worker.step(Message.of("close", id));
    }
  }

  /** The timers that the code started. */
  List<Timer> timers() {
    return timers;
  }

  private void apply(Reply reply) {
    for (Reply.Change change : reply.changes()) {
      switch (change.operation()) {
        case "log" -> LuaLog.write(LOG, change.name(), change.value());
        case "timer" ->
            timers.add(
                new Timer(Integer.parseInt(change.name()), Double.parseDouble(change.value())));
        default -> throw new IllegalStateException(change.operation() + " needs a request");
      }
    }
  }
}
