package dev.souk.user.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static dev.souk.kit.mongo.MongoCalls.reaching;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import dev.souk.user.domain.operation.ExportDocuments;
import dev.souk.user.domain.operation.Operation;
import dev.souk.user.domain.operation.Part;
import dev.souk.user.domain.operation.Step;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * Texts of exports in MongoDB, a chunk a document in {@code exportChunks}. Each lease writes chunks
 * of its own, and the operation says which of them count; so two instances that are at the same
 * part do not mix their texts.
 */
public final class MongoExportDocuments implements ExportDocuments {
  private static final String ID = "_id";
  private static final String OPERATION_ID = "operationId";
  private static final String USER_ID = "userId";
  private static final String PART = "part";
  private static final String LEASE = "lease";
  private static final String NUMBER = "number";
  private static final String TEXT = "text";

  private final MongoCollection<Document> chunks;

  /** Texts of the database. */
  public MongoExportDocuments(MongoDatabase database) {
    this.chunks = database.getCollection("exportChunks");
  }

  /** Makes the indexes that are missing. */
  public void prepare() {
    chunks.createIndex(Indexes.ascending(OPERATION_ID, PART, LEASE, NUMBER));
    chunks.createIndex(Indexes.ascending(USER_ID));
  }

  @Override
  public void write(Operation operation, Part part, int number, byte[] text) {
    String id = String.join("/", operation.id(), part.name(), operation.lease() + "/" + number);
    Document chunk =
        new Document(ID, id)
            .append(OPERATION_ID, operation.id())
            .append(USER_ID, operation.userId())
            .append(PART, part.name())
            .append(LEASE, operation.lease())
            .append(NUMBER, number)
            .append(TEXT, new Binary(text));
    reaching(() -> chunks.replaceOne(eq(ID, id), chunk, new ReplaceOptions().upsert(true)));
  }

  @Override
  public List<byte[]> read(Operation operation, Part part, Step.Written written) {
    List<byte[]> texts =
        reaching(() ->
            chunks
                .find(
                    and(
                        eq(OPERATION_ID, operation.id()),
                        eq(PART, part.name()),
                        eq(LEASE, written.lease())))
                .sort(Sorts.ascending(NUMBER))
                .map(found -> found.get(TEXT, Binary.class).getData())
                .into(new ArrayList<>()));
    if (texts.size() != written.chunks()) {
      throw new IllegalStateException(operation.id() + " misses chunks of " + part.data());
    }
    return texts;
  }

  @Override
  public void remove(Operation operation, Part part) {
    reaching(() -> chunks.deleteMany(and(eq(OPERATION_ID, operation.id()), eq(PART, part.name()))));
  }

  @Override
  public void removeAll(String operationId) {
    reaching(() -> chunks.deleteMany(eq(OPERATION_ID, operationId)));
  }

  @Override
  public void removeAllOf(String userId) {
    reaching(() -> chunks.deleteMany(eq(USER_ID, userId)));
  }
}
