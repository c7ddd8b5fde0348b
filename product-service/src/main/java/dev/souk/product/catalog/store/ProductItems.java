package dev.souk.product.catalog.store;

import dev.souk.kit.money.Amount;
import dev.souk.product.catalog.domain.Product;
import dev.souk.product.catalog.domain.ProductDetails;
import dev.souk.product.catalog.domain.ProductStatus;
import dev.souk.product.catalog.domain.Variant;
import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.ItemBuilder;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.ProductsTable;
import dev.souk.product.dynamo.Write;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Product items. */
final class ProductItems {
  private ProductItems() {}

  static Product read(Item item) {
    return new Product(
        item.text("productId"),
        item.text("slug"),
        item.text("sellerId"),
        new ProductDetails(
            item.text("name"),
            item.text("description"),
            item.text("brand"),
            item.texts("categoryIds"),
            item.texts("tags"),
            ProductStatus.valueOf(item.text("status")),
            item.items("variants").stream().map(ProductItems::variant).toList()),
        item.instant("createTime"),
        item.instant("updateTime"),
        item.number("version"));
  }

  static Write create(Product product) {
    return Write.create(key(product), item(product));
  }

  /** The next version; refused unless the one before is there. */
  static Write replace(Product after) {
    return Write.put(key(after), item(after))
        .when("#version = :before")
        .with("before", after.version() - 1);
  }

  private static Key key(Product product) {
    return ProductsTable.product(product.productId());
  }

  private static ItemBuilder item(Product product) {
    ProductDetails details = product.details();
    int shard = ProductsTable.shard(product.productId());
    return ItemBuilder.at(key(product))
        .text(ProductsTable.LIST, ProductsTable.statusList(details.status().name(), shard))
        .text(ProductsTable.PRODUCT_ID, product.productId())
        .text("slug", product.slug())
        .text("sellerId", product.sellerId())
        .text("name", details.name())
        .text("description", details.description())
        .text("brand", details.brand())
        .texts("categoryIds", details.categoryIds())
        .texts("tags", details.tags())
        .text("status", details.status().name())
        .structures("variants", details.variants().stream().map(ProductItems::variant).toList())
        .instant("createTime", product.createTime())
        .instant("updateTime", product.updateTime())
        .number("version", product.version());
  }

  private static Map<String, AttributeValue> variant(Variant variant) {
    return ItemBuilder.structure()
        .text("sku", variant.sku())
        .textMap("options", variant.options())
        .text("currency", variant.price().currency())
        .number("minorUnits", variant.price().minorUnits())
        .build();
  }

  private static Variant variant(Item item) {
    return new Variant(
        item.text("sku"),
        item.textMap("options"),
        new Amount(item.text("currency"), item.number("minorUnits")));
  }
}
