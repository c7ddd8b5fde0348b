package dev.souk.product.catalog.domain;

/**
 * A picture with its file.
 *
 * @param image the picture
 * @param file its file
 * @param everybodys whether everybody may see it
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record ImageFile(ProductImage image, byte[] file, boolean everybodys) {
  @Override
  public String toString() {
    return "ImageFile[image=" + image + "]";
  }
}
