package dev.souk.user.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import dev.souk.user.domain.operation.Operation;
import dev.souk.user.domain.operation.OperationKind;
import dev.souk.user.domain.operation.OperationState;
import dev.souk.user.domain.operation.Operations;
import dev.souk.user.domain.operation.Part;
import dev.souk.user.domain.operation.Step;
import dev.souk.user.domain.operation.StepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The form of an operation in MongoDB. */
final class OperationDocuments {
  static final String ID = "_id";
  static final String USER_ID = "userId";
  static final String KIND = "kind";
  static final String STATE = "state";
  static final String STEPS = "steps";
  static final String EMAIL = "email";
  static final String FAILURE_REASON = "failureReason";
  static final String CREATE_TIME = "createTime";
  static final String END_TIME = "endTime";
  static final String EXPIRE_TIME = "expireTime";
  static final String RESULT_BYTES = "resultBytes";
  static final String ATTEMPTS = "attempts";
  static final String LEASE = "lease";

  /** Present while there is something to do. */
  static final String DUE_TIME = "dueTime";

  /** Unique: present while the user can have no other operation of the kind. */
  static final String KEY = "key";

  private static final String CHUNKS = "chunks";
  private static final String BYTES = "bytes";

  private OperationDocuments() {}

  static String key(OperationKind kind, String userId) {
    return kind + "/" + userId;
  }

  /** Where a part's step stands. */
  static String path(Part part) {
    return STEPS + "." + part.name();
  }

  /** The deletion as long as its account is not erased. */
  static Bson unerased(String id) {
    return and(eq(ID, id), eq(path(Part.ACCOUNT) + "." + STATE, StepState.PENDING.name()));
  }

  static Document of(Operation operation) {
    Document steps = new Document();
    operation.kind().parts().forEach(part -> steps.append(part.name(), of(operation.step(part))));
    return new Document(ID, operation.id())
        .append(KEY, key(operation.kind(), operation.userId()))
        .append(USER_ID, operation.userId())
        .append(KIND, operation.kind().name())
        .append(STATE, operation.state().name())
        .append(STEPS, steps)
        .append(CREATE_TIME, Date.from(operation.createTime()))
        .append(ATTEMPTS, operation.attempts())
        .append(LEASE, operation.lease());
  }

  static Document of(Step step) {
    Document document = new Document(STATE, step.state().name());
    step.endTime().ifPresent(time -> document.append(END_TIME, Date.from(time)));
    step.written()
        .ifPresent(written ->
            document
                .append(LEASE, written.lease())
                .append(CHUNKS, written.chunks())
                .append(BYTES, written.bytes()));
    return document;
  }

  static List<Bson> ending(Operations.Ending ending) {
    List<Bson> changes =
        new ArrayList<>(
            List.of(
                set(STATE, ending.state().name()),
                set(END_TIME, Date.from(ending.endTime())),
                set(RESULT_BYTES, ending.resultBytes()),
                unset(EMAIL),
                unset(DUE_TIME)));
    ending.failureReason().ifPresent(reason -> changes.add(set(FAILURE_REASON, reason)));
    ending.expireTime().ifPresent(time -> changes.add(set(EXPIRE_TIME, Date.from(time))));
    return changes;
  }

  static Operation operation(Document document) {
    OperationKind kind = OperationKind.valueOf(document.getString(KIND));
    Map<Part, Step> steps = new EnumMap<>(Part.class);
    Document stored = document.get(STEPS, Document.class);
    for (Part part : kind.parts()) {
      // A deletion from before the part was there has it still to do.
      steps.put(
          part,
          Optional.ofNullable(stored.get(part.name(), Document.class))
              .map(OperationDocuments::step)
              .orElse(Step.PENDING));
    }
    return new Operation(
        document.getString(ID),
        document.getString(USER_ID),
        kind,
        OperationState.valueOf(document.getString(STATE)),
        steps,
        Optional.ofNullable(document.getString(EMAIL)),
        Optional.ofNullable(document.getString(FAILURE_REASON)),
        document.getDate(CREATE_TIME).toInstant(),
        time(document, END_TIME),
        time(document, EXPIRE_TIME),
        document.get(RESULT_BYTES, 0L),
        document.getInteger(ATTEMPTS),
        document.getLong(LEASE));
  }

  private static Step step(Document document) {
    Optional<Step.Written> written =
        document.containsKey(CHUNKS)
            ? Optional.of(
                new Step.Written(
                    document.getLong(LEASE), document.getInteger(CHUNKS), document.getLong(BYTES)))
            : Optional.empty();
    return new Step(
        StepState.valueOf(document.getString(STATE)), time(document, END_TIME), written);
  }

  private static Optional<Instant> time(Document document, String field) {
    return Optional.ofNullable(document.getDate(field)).map(Date::toInstant);
  }
}
