package dev.souk.user.store;

import com.mongodb.client.MongoDatabase;
import dev.souk.kit.address.PostalAddress;
import dev.souk.user.domain.Address;
import dev.souk.user.domain.AddressBook;
import dev.souk.user.domain.AddressBooks;
import java.util.List;
import org.bson.Document;

/** Address books in MongoDB, one document a user in {@code address_books}, under the user's id. */
public final class MongoAddressBooks implements AddressBooks {
  private static final String ADDRESSES = "addresses";

  private final VersionedDocuments books;

  /** Books of the database. */
  public MongoAddressBooks(MongoDatabase database) {
    this.books = new VersionedDocuments(database.getCollection("address_books"));
  }

  @Override
  public AddressBook of(String userId) {
    return books
        .find(userId)
        .map(found ->
            new AddressBook(
                userId,
                found.getList(ADDRESSES, Document.class).stream()
                    .map(MongoAddressBooks::address)
                    .toList(),
                found.getLong(VersionedDocuments.VERSION)))
        .orElseGet(() -> AddressBook.empty(userId));
  }

  @Override
  public boolean replace(AddressBook next) {
    List<Document> addresses = next.addresses().stream().map(MongoAddressBooks::document).toList();
    return books.replace(next.userId(), next.version(), new Document(ADDRESSES, addresses));
  }

  @Override
  public void remove(String userId) {
    books.remove(userId);
  }

  private static Document document(Address address) {
    PostalAddress postal = address.postal();
    return new Document("addressId", address.id())
        .append("recipient", postal.recipient())
        .append("line1", postal.line1())
        .append("line2", postal.line2())
        .append("city", postal.city())
        .append("region", postal.region())
        .append("postalCode", postal.postalCode())
        .append("countryCode", postal.countryCode())
        .append("phone", postal.phone())
        .append("defaultShipping", address.defaultShipping())
        .append("defaultBilling", address.defaultBilling())
        .append("version", address.version());
  }

  private static Address address(Document document) {
    return new Address(
        document.getString("addressId"),
        new PostalAddress(
            document.getString("recipient"),
            document.getString("line1"),
            document.getString("line2"),
            document.getString("city"),
            document.getString("region"),
            document.getString("postalCode"),
            document.getString("countryCode"),
            document.getString("phone")),
        document.getBoolean("defaultShipping"),
        document.getBoolean("defaultBilling"),
        document.getLong("version"));
  }
}
