package dev.souk.user.store;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteException;
import dev.souk.kit.error.Errors;
import java.util.function.Supplier;

/** Operations on the database, with what they can fail of. */
final class Reaching {
  private Reaching() {}

  /** A database that does not answer is a reason to repeat the call; all else is a defect. */
  static <T> T database(Supplier<T> operation) {
    try {
      return operation.get();
    } catch (MongoTimeoutException | MongoSocketException e) {
      throw Errors.unavailable("mongodb");
    }
  }

  /** Whether the write added a document that no other has the key of. */
  static boolean insert(Runnable insertion) {
    return database(() -> {
      try {
        insertion.run();
        return true;
      } catch (MongoWriteException e) {
        if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
          return false;
        }
        throw e;
      }
    });
  }
}
