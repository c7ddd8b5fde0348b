package dev.souk.product.catalog.store;

import dev.souk.product.catalog.domain.Filing;
import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.ItemBuilder;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.ProductsTable;
import dev.souk.product.dynamo.Write;

/** What products are to be filed anew. */
final class FilingItems {
  static final String SINCE = "since";

  private FilingItems() {}

  static Filing read(Item item) {
    return new Filing(
        item.text("categoryId"),
        item.instant(SINCE),
        item.text("list"),
        item.text("after"),
        item.instant("begun"));
  }

  /** In place of the one for the same category; whoever is at that one loses it. */
  static Write put(Filing filing) {
    return Write.put(key(filing), item(filing));
  }

  static ItemBuilder item(Filing filing) {
    return ItemBuilder.at(key(filing))
        .text("categoryId", filing.categoryId())
        .instant(SINCE, filing.since())
        .text("list", filing.list())
        .text("after", filing.after())
        .instant("begun", filing.begun());
  }

  static Key key(Filing filing) {
    return ProductsTable.filing(filing.categoryId());
  }
}
