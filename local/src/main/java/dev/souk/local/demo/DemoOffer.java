package dev.souk.local.demo;

import dev.souk.inventory.v1.AdjustStockRequest;
import dev.souk.inventory.v1.GetStockLevelRequest;
import dev.souk.product.v1.CreateProductRequest;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductStatus;
import dev.souk.product.v1.Variant;
import dev.souk.type.v1.Money;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** Puts one product on offer, with stock; of what is there already, nothing is done twice. */
final class DemoOffer {
  private final DemoShop shop;
  private final DemoSession seller;

  DemoOffer(DemoShop shop, DemoSession seller) {
    this.shop = shop;
    this.seller = seller;
  }

  void ensure(DemoProduct product, String categoryId) {
    boolean created = create(product, categoryId);
    if (created || onHand(product) == 0) {
      stock(product);
    }
  }

  /** False when it was there: an earlier loading was interrupted. */
  private boolean create(DemoProduct product, String categoryId) {
    Variant variant =
        Variant.newBuilder()
            .setSku(product.sku())
            .setPrice(
                Money.newBuilder().setCurrencyCode("GBP").setMinorUnits(product.priceInPence()))
            .build();
    Product.Builder offer =
        Product.newBuilder()
            .setName(product.name())
            .addCategoryIds(categoryId)
            .setStatus(ProductStatus.PRODUCT_STATUS_ACTIVE)
            .addVariants(variant);
    try {
      shop.products()
          .withCallCredentials(seller)
          .createProduct(CreateProductRequest.newBuilder().setProduct(offer).build());
      return true;
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.ALREADY_EXISTS) {
        return false;
      }
      throw e;
    }
  }

  private int onHand(DemoProduct product) {
    return shop.inventory()
        .getStockLevel(GetStockLevelRequest.newBuilder().setSku(product.sku()).build())
        .getOnHand();
  }

  private void stock(DemoProduct product) {
    shop.inventory()
        .withCallCredentials(seller)
        .adjustStock(
            AdjustStockRequest.newBuilder()
                .setSku(product.sku())
                .setDelta(product.stock())
                .setReason("RESTOCK")
                .build());
  }
}
