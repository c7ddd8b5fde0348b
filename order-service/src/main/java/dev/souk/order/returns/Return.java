package dev.souk.order.returns;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.kit.money.Amount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Units of a delivered order that the buyer sends back.
 *
 * @param returnId TypeID with prefix {@code ret}
 * @param orderId the order
 * @param userId whose it is
 * @param lines the units, one line a SKU; never empty
 * @param refundId the refund that pays it back, once asked for
 * @param history every state it came to, oldest first; never empty
 */
public record Return(
    String returnId,
    String orderId,
    String userId,
    List<ReturnedLine> lines,
    Optional<String> refundId,
    List<ReturnEntry> history) {

  /** Where it stands. */
  public ReturnState state() {
    return history.getLast().state();
  }

  /** Counts its changes of state from 1. */
  public int version() {
    return history.size();
  }

  /** When it was asked for. */
  public Instant createTime() {
    return history.getFirst().time();
  }

  /** What the buyer wrote. */
  public String reason() {
    return history.getFirst().reason();
  }

  /** What was paid for the units. */
  public Amount amount() {
    return lines.stream().map(line -> line.item().amount()).reduce(Amount::plus).orElseThrow();
  }

  /** The lines whose units go back into stock. */
  public List<ReturnedLine> restocked() {
    return lines.stream().filter(ReturnedLine::restock).toList();
  }

  /**
   * The return after a change of state.
   *
   * @throws ApiException {@code ILLEGAL_STATE} when its state does not allow it
   */
  public Return become(ReturnEntry entry) {
    if (!state().next().contains(entry.state())) {
      throw illegalState();
    }
    List<ReturnEntry> entries = Stream.concat(history.stream(), Stream.of(entry)).toList();
    return new Return(returnId, orderId, userId, lines, refundId, entries);
  }

  /** The return, with the units of these SKUs going back into stock. */
  Return restocking(Set<String> skus) {
    List<ReturnedLine> decided =
        lines.stream().map(line -> line.put(skus.contains(line.item().sku()))).toList();
    return new Return(returnId, orderId, userId, decided, refundId, history);
  }

  /** The return, paid back by the refund. */
  public Return paidBackBy(Optional<String> refund) {
    return new Return(returnId, orderId, userId, lines, refund, history);
  }

  /** The error of a change that its state does not allow. */
  public ApiException illegalState() {
    return Errors.illegalState(
        "return", state().name(), state().next().stream().map(ReturnState::name).toList());
  }
}
