package dev.souk.product.transfer.api;

import dev.souk.kit.money.Amount;
import dev.souk.kit.server.MessageRules;
import dev.souk.product.catalog.domain.ProductDetails;
import dev.souk.product.transfer.domain.DetailRules;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.Variant;

/** The rules of the proto of products, which calls are held to before they are served. */
public final class MessageDetailRules implements DetailRules {
  private final MessageRules rules = new MessageRules();

  @Override
  public void check(ProductDetails details) {
    rules.check(
        Product.newBuilder()
            .setName(details.name())
            .setDescription(details.description())
            .setBrand(details.brand())
            .addAllCategoryIds(details.categoryIds())
            .addAllTags(details.tags())
            .putAllAttributes(details.attributes())
            .addAllVariants(details.variants().stream().map(MessageDetailRules::message).toList())
            .build());
  }

  private static Variant message(dev.souk.product.catalog.domain.Variant variant) {
    Variant.Builder message =
        Variant.newBuilder()
            .setSku(variant.sku())
            .putAllOptions(variant.options())
            .setPrice(variant.price().toProto());
    variant.compareAtPrice().map(Amount::toProto).ifPresent(message::setCompareAtPrice);
    return message.build();
  }
}
