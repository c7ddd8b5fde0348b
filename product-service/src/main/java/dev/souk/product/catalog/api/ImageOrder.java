package dev.souk.product.catalog.api;

import dev.souk.kit.error.Errors;
import dev.souk.product.catalog.domain.ProductImage;
import dev.souk.product.v1.Product;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The pictures of a product in the order and with the alt texts that an update gives them; those
 * that it leaves out are gone.
 */
final class ImageOrder implements UnaryOperator<List<ProductImage>> {
  private final List<dev.souk.product.v1.ProductImage> sent;

  private ImageOrder(List<dev.souk.product.v1.ProductImage> sent) {
    this.sent = sent;
  }

  static ImageOrder of(Product message) {
    return new ImageOrder(message.getImagesList());
  }

  /**
   * Fails with {@code INVALID_FIELD} for a picture that is none of the product's, or comes again.
   */
  @Override
  public List<ProductImage> apply(List<ProductImage> current) {
    Map<String, ProductImage> left = new LinkedHashMap<>();
    current.forEach(image -> left.put(image.imageId(), image));
    List<ProductImage> ordered = new ArrayList<>();
    for (dev.souk.product.v1.ProductImage image : sent) {
      ProductImage known = left.remove(image.getImageId());
      if (known == null) {
        throw Errors.invalid(
            "product.images[" + ordered.size() + "].imageId",
            "must be one of the product's pictures, once");
      }
      ordered.add(known.withAltText(image.getAltText()));
    }
    return List.copyOf(ordered);
  }
}
