package dev.souk.order.returns;

import dev.souk.kit.error.Errors;
import dev.souk.order.task.TaskDriver;
import dev.souk.order.task.TaskKind;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes a return a step further. Each step may be repeated: the last one again changes nothing.
 *
 * <p>Fails with {@code NOT_FOUND}; with {@code ILLEGAL_STATE} when the return's state does not
 * allow it, and when it was received otherwise before.
 */
public final class ProcessReturn {
  private final Returns returns;
  private final TaskDriver tasks;
  private final Clock clock;

  /** Of the store's returns. */
  public ProcessReturn(Returns returns, TaskDriver tasks, Clock clock) {
    this.returns = returns;
    this.tasks = tasks;
    this.clock = clock;
  }

  /** Allows the buyer to send the units. */
  public Return approve(String returnId, String actor) {
    return take(returnId, ReturnState.APPROVED, actor, "");
  }

  /** Refuses the units. */
  public Return reject(String returnId, String actor, String reason) {
    return take(returnId, ReturnState.REJECTED, actor, reason);
  }

  private Return take(String returnId, ReturnState step, String actor, String reason) {
    while (true) {
      Return current = read(returnId);
      if (current.state() == step) {
        return current;
      }
      Return changed = current.become(new ReturnEntry(step, clock.instant(), actor, reason));
      if (returns.keep(changed)) {
        return changed;
      }
    }
  }

  /**
   * Notes that the units are there, and has some put into stock.
   *
   * @param skus of which lines
   * @param giveUp when to leave the stock for later
   */
  public Return receive(String returnId, String actor, Set<String> skus, Instant giveUp) {
    Return received = receive(returnId, actor, skus);
    tasks.settle(TaskKind.RESTOCK, returnId, giveUp);
    return received;
  }

  private Return receive(String returnId, String actor, Set<String> skus) {
    while (true) {
      Return current = read(returnId);
      Set<String> known = skus(current);
      if (!known.containsAll(skus)) {
        throw Errors.invalid("items", "must have SKUs of the return alone");
      }
      if (current.state() == ReturnState.RECEIVED && restocked(current).equals(skus)) {
        return current;
      }
      Return changed =
          current
              .become(new ReturnEntry(ReturnState.RECEIVED, clock.instant(), actor, ""))
              .restocking(skus);
      if (returns.keep(changed)) {
        return changed;
      }
    }
  }

  private static Set<String> skus(Return current) {
    return current.lines().stream()
        .map(line -> line.item().sku())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Set<String> restocked(Return current) {
    return current.restocked().stream()
        .map(line -> line.item().sku())
        .collect(Collectors.toUnmodifiableSet());
  }

  private Return read(String returnId) {
    return returns.find(returnId).orElseThrow(() -> Errors.notFound("return", returnId));
  }
}
