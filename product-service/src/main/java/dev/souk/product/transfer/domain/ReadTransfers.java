package dev.souk.product.transfer.domain;

import dev.souk.kit.error.Errors;
import dev.souk.product.catalog.domain.Viewer;
import dev.souk.product.transfer.domain.Operation.Kind;
import dev.souk.product.transfer.domain.Operation.State;
import dev.souk.product.transfer.domain.Operations.NumberedError;
import java.util.List;

/**
 * What is known of operations, for those who began them and for admins.
 *
 * <p>Fails with {@code NOT_FOUND} for all others, and when there is none.
 */
public final class ReadTransfers {
  private final Operations operations;

  /** Reads operations kept there. */
  public ReadTransfers(Operations operations) {
    this.operations = operations;
  }

  /** An operation. */
  public Operation get(String operationId, Viewer viewer) {
    return operations
        .find(operationId)
        .filter(operation -> viewer.admin() || operation.task().userId().equals(viewer.userId()))
        .orElseThrow(() -> Errors.notFound("operation", operationId));
  }

  /** Rows that it refused, at most so many, after the one at a place. */
  public List<NumberedError> errors(String operationId, String after, int limit, Viewer viewer) {
    return operations.errors(get(operationId, viewer).operationId(), after, limit);
  }

  /** A part of what it exported. Fails with {@code ILLEGAL_STATE} until it has succeeded. */
  public String part(Operation operation, int part) {
    if (operation.task().kind() == Kind.EXPORT && operation.ending().state() != State.SUCCEEDED) {
      throw Errors.illegalState(
          "operation", operation.ending().state().name(), List.of(State.SUCCEEDED.name()));
    }
    return operations
        .part(operation.operationId(), part)
        .orElseThrow(() -> Errors.notFound("part", Integer.toString(part)));
  }
}
