package dev.souk.product.audit;

import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.ProductsTable;
import dev.souk.product.review.domain.Review;
import dev.souk.product.review.store.ReviewItems;
import dev.souk.product.review.store.ReviewLists;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What one pass over the products table found of reviews. */
final class ReviewShelf {
  private static final String PRODUCT = "P#";

  private final List<Review> reviews = new ArrayList<>();
  private final Map<String, Tally> ratings = new HashMap<>();

  /** Places in lists, and claims of reviewers, each with the review that it is of. */
  private final Map<String, String> places = new HashMap<>();

  private record Tally(long sum, long count) {
    private static final Tally NONE = new Tally(0, 0);

    Tally plus(Review review) {
      return new Tally(sum + review.counted(), count + (review.isPublished() ? 1 : 0));
    }
  }

  ReviewShelf(Stream<Item> items) {
    items.forEach(this::add);
  }

  List<Review> reviews() {
    return List.copyOf(reviews);
  }

  Set<String> violations() {
    Set<String> found = new TreeSet<>();
    Map<String, Tally> counted = new HashMap<>();
    Map<String, String> expected = new HashMap<>();
    for (Review review : reviews) {
      counted.merge(review.productId(), Tally.NONE.plus(review), (sum, one) -> sum.plus(review));
      ReviewLists.places(review)
          .forEach(key -> expected.put(key.partition() + ' ' + key.sort(), review.reviewId()));
      String claim = PRODUCT + review.productId() + " REVIEWER#" + review.userId();
      if (expected.put(claim, review.reviewId()) != null) {
        found.add("product %s has two reviews of one customer".formatted(review.productId()));
      }
    }
    Set<String> products = new HashSet<>(ratings.keySet());
    products.addAll(counted.keySet());
    for (String product : products) {
      Tally kept = ratings.getOrDefault(product, Tally.NONE);
      Tally right = counted.getOrDefault(product, Tally.NONE);
      if (!kept.equals(right)) {
        found.add(
            "product %s: rated %d by %d, its reviews say %d by %d"
                .formatted(product, kept.sum, kept.count, right.sum, right.count));
      }
    }
    addMisplaced(expected, found);
    return found;
  }

  private void addMisplaced(Map<String, String> expected, Set<String> found) {
    expected.forEach((place, review) -> {
      if (!review.equals(places.get(place))) {
        found.add("review %s is not at %s".formatted(review, place));
      }
    });
    places.forEach((place, review) -> {
      if (!expected.containsKey(place)) {
        found.add("there is no review %s, which is at %s".formatted(review, place));
      }
    });
  }

  private void add(Item item) {
    String partition = item.text(ProductsTable.PK);
    String kind = item.text(ProductsTable.SK);
    if (partition.startsWith("REVIEW#")) {
      reviews.add(ReviewItems.read(item));
    } else if (kind.equals(ProductsTable.RATING)) {
      ratings.put(
          partition.substring(PRODUCT.length()),
          new Tally(item.number("sum"), item.number("count")));
    } else if (kind.startsWith("REVIEWER#") || partition.startsWith("REVIEWS")) {
      places.put(partition + ' ' + kind, item.text(ProductsTable.REVIEW_ID));
    }
  }
}
