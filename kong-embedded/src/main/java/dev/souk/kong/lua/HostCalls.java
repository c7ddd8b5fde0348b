package dev.souk.kong.lua;

import dev.souk.kong.http.Exchange;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers what Lua asks while it waits, on the thread of the request; may block. */
@FunctionalInterface
public interface HostCalls {
  /**
   * Answers one question.
   *
   * @param exchange the request that asks; none for timers
   * @param question what is asked
   * @return the values that Lua gets; by convention nil and a reason when it failed
   */
  List<byte @Nullable []> answer(Optional<Exchange> exchange, Question question)
      throws InterruptedException;
}
