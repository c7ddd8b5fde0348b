package dev.souk.product.catalog.domain;

import dev.souk.kit.error.Errors;
import java.time.Clock;
import java.util.List;

/**
 * Takes a picture of a product away. Its file is swept away later, for other instances may still
 * show the product with it for a moment.
 *
 * <p>Fails as {@link ProductChanges} does; with {@code NOT_FOUND} when the product has no such
 * picture; with {@code ETAG_MISMATCH}.
 */
public final class DeleteImage {
  private final ProductChanges changes;
  private final Clock clock;

  /** Takes pictures away by the clock. */
  public DeleteImage(ProductChanges changes, Clock clock) {
    this.changes = changes;
    this.clock = clock;
  }

  /** The product without the picture. */
  public ProductView delete(String productId, String imageId, String etag, Viewer seller) {
    return changes.change(
        productId, seller, before -> without(before.requirePresent().requireEtag(etag), imageId));
  }

  private Product without(Product before, String imageId) {
    List<ProductImage> left =
        before.details().images().stream()
            .filter(image -> !image.imageId().equals(imageId))
            .toList();
    if (left.size() == before.details().images().size()) {
      throw Errors.notFound("image", imageId);
    }
    return before.with(before.details().withImages(left), clock.instant());
  }
}
