package dev.souk.product.review.store;

import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.Outcome;
import dev.souk.product.dynamo.ProductsTable;
import dev.souk.product.dynamo.Write;
import dev.souk.product.outbox.OutboxEvent;
import dev.souk.product.review.domain.Review;
import dev.souk.product.review.domain.ReviewChange;
import dev.souk.product.review.domain.ReviewOrder;
import dev.souk.product.review.domain.ReviewPage;
import dev.souk.product.review.domain.ReviewQuery;
import dev.souk.product.review.domain.ReviewState;
import dev.souk.product.review.domain.ReviewedProduct;
import dev.souk.product.review.domain.Reviews;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Reviews in the products table. The sum and the number of the published ratings of a product stand
 * in an item beside it, so that neither reviews and edits of the product nor reviews of two
 * products are in each other's way.
 */
public final class DynamoReviews implements Reviews {
  private static final String PUBLISHED_PRODUCT = "ACTIVE";

  private final Dynamo dynamo;
  private final Function<ReviewChange, OutboxEvent> events;

  /**
   * Keeps reviews there.
   *
   * @param events what to tell of a change
   */
  public DynamoReviews(Dynamo dynamo, Function<ReviewChange, OutboxEvent> events) {
    this.dynamo = dynamo;
    this.events = events;
  }

  @Override
  public Optional<ReviewedProduct> product(String productId) {
    return dynamo
        .get(ProductsTable.product(productId))
        .filter(item -> !item.has("deleteTime"))
        .map(item ->
            new ReviewedProduct(
                productId, item.text("sellerId"), item.text("status").equals(PUBLISHED_PRODUCT)));
  }

  @Override
  public Optional<Review> find(String reviewId) {
    return dynamo.get(ProductsTable.review(reviewId)).map(ReviewItems::read);
  }

  @Override
  public Attempt create(Review review) {
    Key product = ProductsTable.product(review.productId());
    List<Write> writes = new ArrayList<>();
    writes.add(
        Write.check(product, "#status = :active AND attribute_not_exists(#deleteTime)")
            .with("active", PUBLISHED_PRODUCT));
    writes.add(ReviewItems.create(review));
    writes.add(ReviewItems.createReviewer(review));
    ReviewLists.enter(review).forEach(writes::add);
    addRating(writes, review.productId(), review.counted(), 1);
    writes.add(event(review, false));
    Outcome outcome = dynamo.transact(writes);
    // Ids are new: a review that is there was written by a call that lost its answer.
    if (outcome.done() || outcome.refusedBy(ReviewItems.key(review))) {
      return new Attempt.Kept();
    }
    return outcome.refusedBy(product)
        ? new Attempt.ProductGone()
        : dynamo
            .get(ProductsTable.reviewer(review.productId(), review.userId()))
            .<Attempt>map(item -> new Attempt.Exists(item.text(ProductsTable.REVIEW_ID)))
            .orElseGet(() -> create(review));
  }

  @Override
  public boolean replace(Review before, Review after) {
    List<Write> writes = new ArrayList<>();
    writes.add(ReviewItems.replace(before, after));
    ReviewLists.move(before, after).forEach(writes::add);
    addRating(
        writes,
        after.productId(),
        after.counted() - before.counted(),
        count(after) - count(before));
    writes.add(event(after, false));
    return dynamo.transact(writes).done();
  }

  @Override
  public boolean remove(Review review) {
    List<Write> writes = new ArrayList<>();
    writes.add(ReviewItems.remove(review));
    writes.add(ReviewItems.removeReviewer(review));
    ReviewLists.leave(review).forEach(writes::add);
    addRating(writes, review.productId(), -review.counted(), -count(review));
    writes.add(event(review, true));
    return dynamo.transact(writes).done();
  }

  @Override
  public ReviewPage list(ReviewQuery query, Optional<String> after, int size) {
    boolean ascending = query.order() == ReviewOrder.WORST;
    List<Item> found = members(ReviewLists.list(query), after, size + 1, ascending);
    List<Item> page = found.subList(0, Math.min(size, found.size()));
    List<Review> reviews =
        read(page).stream().filter(review -> review.state() == query.state()).toList();
    return new ReviewPage(
        reviews,
        found.size() > size
            ? Optional.of(page.getLast().text(ProductsTable.SK))
            : Optional.empty());
  }

  @Override
  public List<Review> of(String userId, Optional<String> after, int limit) {
    return read(members(ProductsTable.reviewsOf(userId), after, limit, false));
  }

  private Write event(Review review, boolean removed) {
    return events.apply(new ReviewChange(review, removed)).write();
  }

  private static int count(Review review) {
    return review.state() == ReviewState.PUBLISHED ? 1 : 0;
  }

  private static void addRating(List<Write> writes, String productId, int sum, int count) {
    if (sum != 0 || count != 0) {
      writes.add(
          Write.update(ProductsTable.rating(productId), "ADD #sum :sum, #count :count")
              .with("sum", sum)
              .with("count", count));
    }
  }

  /** What is removed meanwhile is left out. */
  private List<Review> read(List<Item> members) {
    List<Key> keys =
        members.stream()
            .map(member -> ProductsTable.review(member.text(ProductsTable.REVIEW_ID)))
            .toList();
    Map<Key, Item> items = dynamo.batchGet(keys, true);
    return keys.stream().map(items::get).filter(Objects::nonNull).map(ReviewItems::read).toList();
  }

  private List<Item> members(String list, Optional<String> after, int limit, boolean ascending) {
    Map<String, AttributeValue> values = new HashMap<>(Map.of(":list", AttributeValue.fromS(list)));
    after.ifPresent(position -> values.put(":after", AttributeValue.fromS(position)));
    String beyond = ascending ? " AND sk > :after" : " AND sk < :after";
    return dynamo.query(
        QueryRequest.builder()
            .tableName(ProductsTable.NAME)
            .keyConditionExpression("pk = :list" + (after.isPresent() ? beyond : ""))
            .expressionAttributeValues(values)
            .consistentRead(true)
            .scanIndexForward(ascending)
            .limit(limit)
            .build());
  }
}
