package dev.souk.product.catalog.store;

import dev.souk.product.catalog.domain.Product;
import dev.souk.product.catalog.domain.ProductDetails;
import dev.souk.product.catalog.domain.ProductStatus;
import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.ItemBuilder;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.ProductsTable;
import dev.souk.product.dynamo.Write;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
            item.has("attributes") ? item.textMap("attributes") : Map.of(),
            item.has("featured") && item.flag("featured"),
            item.has("images")
                ? item.items("images").stream().map(ImageItems::read).toList()
                : List.of(),
            ProductStatus.valueOf(item.text("status")),
            item.items("variants").stream().map(VariantItems::read).toList()),
        item.has("filed") ? item.texts("filed") : item.texts("categoryIds"),
        VariantItems.prices(item),
        item.has("deleteTime") ? Optional.of(item.instant("deleteTime")) : Optional.empty(),
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

  /** A deleted product stands in no list of the index. */
  private static ItemBuilder item(Product product) {
    ProductDetails details = product.details();
    int shard = ProductsTable.shard(product.productId());
    ItemBuilder item =
        ItemBuilder.at(key(product))
            .text(ProductsTable.PRODUCT_ID, product.productId())
            .text("slug", product.slug())
            .text("sellerId", product.sellerId())
            .text("name", details.name())
            .text("description", details.description())
            .text("brand", details.brand())
            .texts("categoryIds", details.categoryIds())
            .texts("filed", product.filed())
            .texts("tags", details.tags())
            .textMap("attributes", details.attributes())
            .flag("featured", details.featured())
            .structures("images", details.images().stream().map(ImageItems::structure).toList())
            .text("status", details.status().name())
            .structures(
                "variants",
                details.variants().stream()
                    .map(variant ->
                        VariantItems.structure(variant, product.prices().get(variant.sku())))
                    .toList())
            .instant("createTime", product.createTime())
            .instant("updateTime", product.updateTime())
            .number("version", product.version());
    return product
        .deleteTime()
        .map(time -> item.instant("deleteTime", time))
        .orElseGet(() ->
            item.text(
                ProductsTable.LIST, ProductsTable.statusList(details.status().name(), shard)));
  }
}
