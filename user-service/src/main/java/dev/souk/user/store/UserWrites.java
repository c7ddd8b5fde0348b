package dev.souk.user.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static dev.souk.user.store.UserDocuments.ID;
import static dev.souk.user.store.UserDocuments.VERSION;

import dev.souk.user.domain.User;
import org.bson.Document;
import org.bson.conversions.Bson;

/** How an account becomes its next version: one conditional write, whatever else it changes. */
final class UserWrites {
  private UserWrites() {}

  /** The stored version that the next one follows. */
  static Bson predecessor(User next) {
    return and(eq(ID, next.id()), eq(VERSION, next.version() - 1));
  }

  /** Sets everything the account has, takes away what it has no longer, and does more. */
  static Document update(User next, Document alsoSet, String... alsoUnset) {
    Document set = UserDocuments.of(next);
    set.remove(ID);
    Document unset = new Document();
    for (String optional : UserDocuments.OPTIONAL) {
      if (!set.containsKey(optional)) {
        unset.append(optional, "");
      }
    }
    for (String field : alsoUnset) {
      unset.append(field, "");
    }
    set.putAll(alsoSet);
    Document update = new Document("$set", set);
    return unset.isEmpty() ? update : update.append("$unset", unset);
  }

  static Document update(User next) {
    return update(next, new Document());
  }
}
