package dev.souk.product.review.store;

import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.ItemBuilder;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.ProductsTable;
import dev.souk.product.dynamo.Write;
import dev.souk.product.review.domain.Review;
import dev.souk.product.review.domain.ReviewContent;
import dev.souk.product.review.domain.ReviewState;

/** Review items, and the items that keep a customer to one review a product. */
public final class ReviewItems {
  private ReviewItems() {}

  /** The review that an item holds. */
  public static Review read(Item item) {
    return new Review(
        item.text(ProductsTable.REVIEW_ID),
        item.text("productId"),
        item.text("userId"),
        item.text("author"),
        new ReviewContent(item.integer("rating"), item.text("title"), item.text("text")),
        ReviewState.valueOf(item.text("state")),
        item.text("moderationReason"),
        item.instant("createTime"),
        item.instant("updateTime"),
        item.number("version"));
  }

  static Write create(Review review) {
    return Write.create(key(review), item(review));
  }

  /** The next version; refused unless the one before is there. */
  static Write replace(Review before, Review after) {
    return Write.put(key(after), item(after))
        .when("#version = :before")
        .with("before", before.version());
  }

  /** Refused unless it is as it was read. */
  static Write remove(Review review) {
    return Write.delete(key(review)).when("#version = :before").with("before", review.version());
  }

  /** Refused when the customer has reviewed the product before. */
  static Write createReviewer(Review review) {
    Key reviewer = ProductsTable.reviewer(review.productId(), review.userId());
    return Write.create(
        reviewer, ItemBuilder.at(reviewer).text(ProductsTable.REVIEW_ID, review.reviewId()));
  }

  static Write removeReviewer(Review review) {
    return Write.delete(ProductsTable.reviewer(review.productId(), review.userId()));
  }

  static Key key(Review review) {
    return ProductsTable.review(review.reviewId());
  }

  private static ItemBuilder item(Review review) {
    return ItemBuilder.at(key(review))
        .text(ProductsTable.REVIEW_ID, review.reviewId())
        .text("productId", review.productId())
        .text("userId", review.userId())
        .text("author", review.author())
        .number("rating", review.content().rating())
        .text("title", review.content().title())
        .text("text", review.content().text())
        .text("state", review.state().name())
        .text("moderationReason", review.moderationReason())
        .instant("createTime", review.createTime())
        .instant("updateTime", review.updateTime())
        .number("version", review.version());
  }
}
