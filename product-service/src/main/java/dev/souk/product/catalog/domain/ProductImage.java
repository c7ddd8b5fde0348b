package dev.souk.product.catalog.domain;

/**
 * A picture of a product.
 *
 * @param imageId its id, never used again
 * @param altText what it shows, for those who do not see it
 * @param contentType its media type, by its content
 * @param width in pixels
 * @param height in pixels
 * @param hash SHA-256 of the file that is kept, in hexadecimal
 */
public record ProductImage(
    String imageId, String altText, String contentType, int width, int height, String hash) {

  /** The same picture with another alt text. */
  public ProductImage withAltText(String changed) {
    return new ProductImage(imageId, changed, contentType, width, height, hash);
  }
}
