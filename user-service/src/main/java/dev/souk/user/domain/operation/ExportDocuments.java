package dev.souk.user.domain.operation;

import java.util.List;

/** The texts of exports, in chunks: a document may be longer than a store's entry. */
public interface ExportDocuments {
  /**
   * Writes a chunk of a part.
   *
   * @param number counts the chunks of the part from 0
   */
  void write(Operation operation, Part part, int number, byte[] text);

  /** The chunks of a part, in order, as the step says that they were written. */
  List<byte[]> read(Operation operation, Part part, Step.Written written);

  /** Forgets what was written of a part, under whatever lease. */
  void remove(Operation operation, Part part);

  /** Forgets what was written of an operation. */
  void removeAll(String operationId);

  /** Forgets what was ever written of a user. */
  void removeAllOf(String userId);
}
