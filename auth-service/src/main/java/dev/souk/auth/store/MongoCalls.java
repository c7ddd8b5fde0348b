package dev.souk.auth.store;

import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import dev.souk.kit.error.Errors;
import java.util.function.Supplier;

/** What all operations on MongoDB have in common. */
final class MongoCalls {
  private MongoCalls() {}

  /** A database that does not answer is a reason to repeat the call; all else is a defect. */
  static <T> T reaching(Supplier<T> operation) {
    try {
      return operation.get();
    } catch (MongoTimeoutException | MongoSocketException e) {
      throw Errors.unavailable("mongodb");
    }
  }
}
