package dev.souk.product.transfer.domain;

import java.util.List;
import java.util.Optional;

/** Where operations are kept, with their files and what was refused. */
public interface Operations {

  /**
   * Adds an operation, unless its user has another one under way.
   *
   * @param content the file of an import; empty for an export
   * @return the id of the other one
   */
  Optional<String> begin(Operation operation, String content);

  /** The id of the operation that a user has under way. */
  Optional<String> underWay(String userId);

  /** An operation that has not expired. */
  Optional<Operation> find(String operationId);

  /** All that are under way. */
  List<Operation> pending();

  /** Puts the next version of an operation in place; false, and nothing done, on a lost race. */
  boolean save(Operation next);

  /** Keeps the rows that a batch refused, in place of those of an earlier attempt at it. */
  void keepErrors(Operation operation, int batch, List<RowError> errors);

  /** The file of an import. */
  String content(String operationId);

  /** Keeps a part of the file of an export, in place of what an earlier attempt kept. */
  void keepPart(Operation operation, int part, String text);

  /** A part of the file of an export. */
  Optional<String> part(String operationId, int part);

  /**
   * Refused rows.
   *
   * @param after the row that they come after; empty for the first
   * @param limit at most so many
   */
  List<NumberedError> errors(String operationId, String after, int limit);

  /**
   * A refused row with its place.
   *
   * @param place sorts in the order in which rows were refused
   */
  record NumberedError(String place, RowError error) {}
}
