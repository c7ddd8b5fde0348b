package dev.souk.product.review.domain;

import java.util.List;
import java.util.Optional;

/**
 * Some reviews of a list.
 *
 * @param reviews in the order of the list
 * @param last the position that the next page continues after; nothing at the end
 */
public record ReviewPage(List<Review> reviews, Optional<String> last) {
  /** Copies the list. */
  public ReviewPage {
    reviews = List.copyOf(reviews);
  }
}
