package dev.souk.product.catalog.store;

import dev.souk.kit.money.Amount;
import dev.souk.product.catalog.domain.Listing;
import dev.souk.product.catalog.domain.ProductStatus;
import dev.souk.product.dynamo.InventoryTable;
import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.ItemBuilder;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.ProductsTable;
import dev.souk.product.dynamo.Write;

/** SKU items: one for each SKU, which makes it unique, with what is offered under it. */
final class SkuItems {
  private SkuItems() {}

  static Listing read(String sku, Item item) {
    return new Listing(
        sku,
        item.text("productId"),
        item.text("name"),
        new Amount(item.text("currency"), item.number("minorUnits")),
        item.text("sellerId"),
        ProductStatus.valueOf(item.text("status")),
        item.has("deleted"));
  }

  /** A new SKU; refused when it is taken. */
  static Write create(Listing listing) {
    return Write.create(ProductsTable.sku(listing.sku()), item(listing));
  }

  /** A new offer under a SKU that its product has. */
  static Write replace(Listing listing) {
    return Write.put(ProductsTable.sku(listing.sku()), item(listing));
  }

  /** Refused when there is stock of the SKU, on hand or reserved. */
  static Write checkNoStock(String sku) {
    return Write.check(
            InventoryTable.level(sku),
            "attribute_not_exists(#pk) OR (#onHand = :none AND #reserved = :none"
                + " AND (attribute_not_exists(#total) OR #total = :none))")
        .with("none", 0);
  }

  private static ItemBuilder item(Listing listing) {
    Key key = ProductsTable.sku(listing.sku());
    ItemBuilder item =
        ItemBuilder.at(key)
            .text("productId", listing.productId())
            .text("name", listing.name())
            .text("currency", listing.price().currency())
            .number("minorUnits", listing.price().minorUnits())
            .text("sellerId", listing.sellerId())
            .text("status", listing.status().name());
    return listing.deleted() ? item.flag("deleted", true) : item;
  }
}
