package dev.souk.kit.error;

/** Errors of products: what is said of them, and by whom. */
public final class CatalogErrors {
  private CatalogErrors() {}

  /**
   * The file cannot be read as a whole; nothing of it was used.
   *
   * @param line the line at which it fails, from 1
   * @param column the column's name, or the place in the line from 1; empty where neither is known
   */
  public static ApiException fileUnreadable(long line, String column, String description) {
    String shown = ErrorBuilder.shortened(column);
    return ErrorBuilder.of(
            Reason.FILE_UNREADABLE, "Line " + line + " of the file: " + description + ".")
        .with("line", Long.toString(line))
        .with("column", shown)
        .with("description", description)
        .toException();
  }

  /** Another variant has the SKU. */
  public static ApiException skuTaken(String sku) {
    return ErrorBuilder.of(Reason.SKU_TAKEN, "The SKU \"" + sku + "\" is taken.")
        .with("sku", sku)
        .toException();
  }

  /** Another product has the slug. */
  public static ApiException slugTaken(String slug) {
    return ErrorBuilder.of(Reason.SLUG_TAKEN, "The slug \"" + slug + "\" is taken.")
        .with("slug", slug)
        .toException();
  }

  /** Another category has the name. */
  public static ApiException categoryTaken(String name) {
    return ErrorBuilder.of(Reason.CATEGORY_TAKEN, "A category named \"" + name + "\" exists.")
        .with("name", name)
        .toException();
  }

  /** The product has as many pictures as there may be; take one away first. */
  public static ApiException imageLimitExceeded(int limit) {
    return ErrorBuilder.of(
            Reason.IMAGE_LIMIT_EXCEEDED, "A product has at most " + limit + " pictures.")
        .with("limit", Integer.toString(limit))
        .toException();
  }

  /** The customer has reviewed the product before; change that review. */
  public static ApiException reviewExists(String reviewId) {
    return ErrorBuilder.of(
            Reason.REVIEW_EXISTS, "You have reviewed this product: " + reviewId + ".")
        .with("reviewId", reviewId)
        .toException();
  }

  /** None of the customer's delivered orders has the product. */
  public static ApiException purchaseRequired(String productId) {
    return ErrorBuilder.of(
            Reason.PURCHASE_REQUIRED, "Only who was delivered " + productId + " may review it.")
        .with("productId", productId)
        .toException();
  }

  /** The caller sells the product, and does not review it. */
  public static ApiException ownProduct(String productId) {
    return ErrorBuilder.of(Reason.OWN_PRODUCT, "You sell " + productId + " yourself.")
        .with("productId", productId)
        .toException();
  }
}
