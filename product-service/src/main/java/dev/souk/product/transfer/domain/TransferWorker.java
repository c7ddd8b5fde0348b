package dev.souk.product.transfer.domain;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.product.transfer.domain.Operation.Kind;
import dev.souk.product.transfer.domain.Operation.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on operations, one at a time: the one that nobody has worked on for the longest time comes
 * first, and gives way to others after a few seconds. Any number of workers may be at work.
 */
public final class TransferWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TransferWorker.class);
  private static final Duration TURN = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final int MOST_DEFECTS = 5;

  private final Operations operations;
  private final RunImport imports;
  private final RunExport exports;
  private final Clock clock;
  private final String name;
  private volatile boolean closed;

  /**
   * Works by the clock.
   *
   * @param name the worker's own, unlike all others
   */
  public TransferWorker(
      Operations operations, RunImport imports, RunExport exports, Clock clock, String name) {
    this.operations = operations;
    this.imports = imports;
    this.exports = exports;
    this.clock = clock;
    this.name = name;
  }

  /** Works until there is nothing that others do not work on. */
  public void run() {
    while (!closed && oneTurn()) {
      LOG.debug("{} looks for more", name);
    }
  }

  /** Ends the turn after the batch under way. */
  @Override
  public void close() {
    closed = true;
  }

  private boolean oneTurn() {
    List<Operation> waiting =
        operations.pending().stream()
            .sorted(Comparator.comparing(operation -> operation.lease().served()))
            .toList();
    for (Operation operation : waiting) {
      Instant end = clock.instant().plus(TURN);
      Optional<Turn> turn =
          Turn.begin(
              operations,
              clock,
              operation,
              name,
              () -> closed || (clock.instant().isAfter(end) && waiting.size() > 1));
      if (turn.isPresent()) {
        work(turn.get());
        return true;
      }
    }
    return false;
  }

  private void work(Turn turn) {
    try {
      if (turn.operation().task().kind() == Kind.IMPORT) {
        imports.run(turn);
      } else {
        exports.run(turn);
      }
      if (turn.operation().isRunning()) {
        turn.release(Duration.ZERO, 0);
      }
    } catch (LeaseLostException e) {
      LOG.warn("{} was held up: another worker goes on with {}", name, e.getMessage());
    } catch (ApiException e) {
      LOG.warn("{} stopped, to go on later: {}", turn.operation().operationId(), e.getMessage());
      pause(turn);
    } catch (RuntimeException e) {
      LOG.error("{} failed", turn.operation().operationId(), e);
      if (turn.operation().lease().failures() + 1 < MOST_DEFECTS) {
        pause(turn);
      } else {
        turn.end(State.FAILED, Reason.INTERNAL_ERROR.name());
      }
    }
  }

  /** What passes may take its time; the next turn begins where the last batch was noted. */
  private static void pause(Turn turn) {
    int failures = turn.operation().lease().failures() + 1;
    Duration pause = Duration.ofSeconds(1L << Math.min(failures, 5));
    turn.release(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause, failures);
  }
}
