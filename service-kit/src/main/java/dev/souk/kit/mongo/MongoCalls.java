package dev.souk.kit.mongo;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteException;
import dev.souk.kit.error.Errors;
import java.util.function.Supplier;

/** Operations on MongoDB, with what they can fail of. */
public final class MongoCalls {
  private MongoCalls() {}

  /** A database that does not answer is a reason to repeat the call; all else is a defect. */
  public static <T> T reaching(Supplier<T> operation) {
    try {
      return operation.get();
    } catch (MongoTimeoutException | MongoSocketException e) {
      throw Errors.unavailable("mongodb");
    }
  }

  /** Whether the write added a document that no other has the key of. */
  public static boolean inserting(Runnable insertion) {
    return reaching(() -> {
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
