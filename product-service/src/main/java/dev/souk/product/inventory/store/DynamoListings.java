package dev.souk.product.inventory.store;

import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.ProductsTable;
import dev.souk.product.inventory.domain.Listing;
import dev.souk.product.inventory.domain.Listings;
import java.util.Optional;

/** Listings, as the SKU items of the products table have them. */
public final class DynamoListings implements Listings {
  private final Dynamo dynamo;

  /** Reads listings there. */
  public DynamoListings(Dynamo dynamo) {
    this.dynamo = dynamo;
  }

  @Override
  public Optional<Listing> find(String sku) {
    return dynamo
        .get(ProductsTable.sku(sku))
        .filter(item -> !item.has("deleted"))
        .map(DynamoListings::listing);
  }

  static Listing listing(Item item) {
    return new Listing(
        item.text("productId"), item.text("sellerId"), item.text("status").equals("ACTIVE"));
  }
}
