package dev.souk.product.catalog.api;

import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.product.catalog.domain.ProductQuery;
import dev.souk.product.v1.ListProductsRequest;
import dev.souk.product.v1.ProductStatus;

/** Which products are asked for: filters, and what a status that is not given means. */
final class ProductFilters {
  private ProductFilters() {}

  /** Whether there can be such products at all: a malformed id is like an absent one. */
  static boolean canMatch(ProductQuery query) {
    return isEmptyOrId("cat", query.categoryId()) && isEmptyOrId("usr", query.sellerId());
  }

  private static boolean isEmptyOrId(String prefix, String id) {
    return id.isEmpty() || Ids.isValid(prefix, id);
  }

  static ProductQuery query(ListProductsRequest request) {
    dev.souk.product.catalog.domain.ProductStatus status =
        request.getStatus() == ProductStatus.PRODUCT_STATUS_UNSPECIFIED
            ? dev.souk.product.catalog.domain.ProductStatus.ACTIVE
            : read(request.getStatus());
    if (request.getDeleted()) {
      return deleted(request);
    }
    if (request.getFeatured()
        && !(request.getCategoryId().isEmpty() && request.getSellerId().isEmpty())) {
      throw Errors.invalid("featured", "cannot stand together with categoryId or sellerId");
    }
    return new ProductQuery(
        request.getCategoryId(), request.getSellerId(), status, request.getFeatured(), false);
  }

  private static ProductQuery deleted(ListProductsRequest request) {
    if (request.getSellerId().isEmpty()) {
      throw Errors.invalid("sellerId", "must be given with deleted");
    }
    if (!request.getCategoryId().isEmpty()
        || request.getFeatured()
        || request.getStatus() != ProductStatus.PRODUCT_STATUS_UNSPECIFIED) {
      throw Errors.invalid("deleted", "cannot stand together with other filters than sellerId");
    }
    return ProductQuery.deletedOf(request.getSellerId());
  }

  static dev.souk.product.catalog.domain.ProductStatus read(ProductStatus status) {
    return switch (status) {
      case PRODUCT_STATUS_UNSPECIFIED, PRODUCT_STATUS_DRAFT ->
          dev.souk.product.catalog.domain.ProductStatus.DRAFT;
      case PRODUCT_STATUS_ACTIVE -> dev.souk.product.catalog.domain.ProductStatus.ACTIVE;
      case PRODUCT_STATUS_ARCHIVED -> dev.souk.product.catalog.domain.ProductStatus.ARCHIVED;
      case UNRECOGNIZED -> throw Errors.invalid("status", "must be a known status");
    };
  }

  static ProductStatus write(dev.souk.product.catalog.domain.ProductStatus status) {
    return switch (status) {
      case DRAFT -> ProductStatus.PRODUCT_STATUS_DRAFT;
      case ACTIVE -> ProductStatus.PRODUCT_STATUS_ACTIVE;
      case ARCHIVED -> ProductStatus.PRODUCT_STATUS_ARCHIVED;
    };
  }
}
