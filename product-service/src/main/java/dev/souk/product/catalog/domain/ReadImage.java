package dev.souk.product.catalog.domain;

import dev.souk.kit.error.Errors;

/**
 * The file of a picture, for whoever may see its product.
 *
 * <p>Fails with {@code NOT_FOUND}; with {@code DEPENDENCY_UNAVAILABLE} when the file cannot be
 * read.
 */
public final class ReadImage {
  private final ProductViews views;
  private final ImageStore files;

  /** Reads files of products kept there. */
  public ReadImage(ProductViews views, ImageStore files) {
    this.views = views;
    this.files = files;
  }

  /** The picture with its file. */
  public ImageFile of(String productId, String imageId, Viewer viewer) {
    Product product =
        views
            .find(productId)
            .map(ProductView::product)
            .filter(viewer::maySee)
            .orElseThrow(() -> Errors.notFound("product", productId));
    ProductImage image =
        product.details().images().stream()
            .filter(candidate -> candidate.imageId().equals(imageId))
            .findFirst()
            .orElseThrow(() -> Errors.notFound("image", imageId));
    byte[] file =
        files
            .get(new ImageKey(productId, imageId, image.hash()))
            .orElseThrow(() -> Errors.unavailable("image store"));
    return new ImageFile(image, file, product.isActive());
  }
}
