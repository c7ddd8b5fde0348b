package dev.souk.user.domain.operation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All operations. Each is one document. Several instances of the service take turns at it under a
 * lease: who took it may write until somebody else takes it, and every write says whether it still
 * counted.
 */
public interface Operations {
  /**
   * Adds an operation that is due at the time.
   *
   * @return false when the user has one of the kind that is under way, or was ever deleted
   */
  boolean add(Operation operation, Instant dueTime);

  /** The user's deletion, or the user's export that is under way. */
  Optional<Operation> current(OperationKind kind, String userId);

  /** The operation with the id. */
  Optional<Operation> byId(String id);

  /** All operations about a user, newest first. */
  List<Operation> of(String userId);

  /** Takes an operation that is due; nobody else gets it until the lease ends. */
  Optional<Operation> takeDue(Instant now, Instant leaseEnd);

  /** Keeps the address of an account that is about to be erased, unless it is by now. */
  void rememberEmail(String id, String email);

  /** Forgets it. */
  void forgetEmail(String id);

  /** Notes, whoever has the lease, that the account is erased; the rest is due at once. */
  void accountErased(String id, Instant now);

  /** Takes back a deletion that has not begun. */
  void withdraw(String id);

  /** Notes how far a part is, and renews the lease; false when that is somebody else's. */
  boolean note(Operation operation, Part part, Step step, Instant leaseEnd);

  /** Renews the lease; false when it is somebody else's. */
  boolean renew(Operation operation, Instant leaseEnd);

  /** Gives the lease back: the operation is due again at the time. */
  void postpone(Operation operation, int attempts, Instant dueTime);

  /** Ends it; false when the lease is somebody else's. */
  boolean end(Operation operation, Ending ending);

  /** Forgets an operation, whoever has the lease. */
  void remove(String id);

  /** Ids of operations that are to be forgotten, at most so many. */
  List<String> expired(Instant now, int limit);

  /**
   * How an operation ended.
   *
   * @param state succeeded or failed
   * @param failureReason why it failed
   * @param endTime when
   * @param expireTime when it is to be forgotten, if ever
   * @param resultBytes length of the document of an export
   */
  record Ending(
      OperationState state,
      Optional<String> failureReason,
      Instant endTime,
      Optional<Instant> expireTime,
      long resultBytes) {}
}
