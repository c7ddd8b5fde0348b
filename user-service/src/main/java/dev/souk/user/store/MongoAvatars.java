package dev.souk.user.store;

import static com.mongodb.client.model.Filters.eq;
import static dev.souk.kit.mongo.MongoCalls.reaching;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import dev.souk.user.domain.avatar.Avatar;
import dev.souk.user.domain.avatar.Avatars;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;

/** Pictures in MongoDB, one document each in {@code avatars}. */
public final class MongoAvatars implements Avatars {
  private static final String ID = "_id";
  private static final String USER_ID = "userId";
  private static final String CONTENT_TYPE = "contentType";
  private static final String FILE = "file";

  private final MongoCollection<Document> avatars;

  /** Pictures of the database. */
  public MongoAvatars(MongoDatabase database) {
    this.avatars = database.getCollection("avatars");
  }

  /** Makes the indexes that are missing. */
  public void prepare() {
    avatars.createIndex(Indexes.ascending(USER_ID));
  }

  @Override
  public void add(Avatar avatar) {
    Document document =
        new Document(ID, avatar.version())
            .append(USER_ID, avatar.userId())
            .append(CONTENT_TYPE, avatar.contentType())
            .append(FILE, new Binary(avatar.file()));
    reaching(() -> avatars.insertOne(document));
  }

  @Override
  public Optional<Avatar> find(String version) {
    return reaching(() -> Optional.ofNullable(avatars.find(eq(ID, version)).first()))
        .map(found ->
            new Avatar(
                found.getString(ID),
                found.getString(USER_ID),
                found.getString(CONTENT_TYPE),
                found.get(FILE, Binary.class).getData()));
  }

  @Override
  public void remove(String version) {
    reaching(() -> avatars.deleteOne(eq(ID, version)));
  }

  @Override
  public void removeAllOf(String userId) {
    reaching(() -> avatars.deleteMany(eq(USER_ID, userId)));
  }
}
