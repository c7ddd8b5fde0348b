package dev.souk.product.catalog.domain;

import dev.souk.kit.error.CatalogErrors;
import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.kit.image.CleanImage;
import dev.souk.kit.image.ImageHeader;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Adds a picture to a product. The file is stored before the product names it; one that no product
 * comes to name, because the caller was too late or the process died, is swept away later.
 *
 * <p>Fails as {@link ProductChanges} does; with {@code INVALID_FIELD} for a file that is no whole
 * picture, or too large; with {@code ETAG_MISMATCH}; with {@code IMAGE_LIMIT_EXCEEDED}; with {@code
 * DEPENDENCY_UNAVAILABLE}.
 */
public final class UploadImage {
  /** The largest file. */
  public static final int MAX_BYTES = 16 * 1024 * 1024;

  private static final int MAX_SIDE = 12_000;
  private static final long MAX_PIXELS = 50_000_000;
  private static final int MOST = 20;

  private final ProductChanges changes;
  private final ImageStore files;
  private final Clock clock;
  private final Ids ids;

  /** Adds pictures by the clock. */
  public UploadImage(ProductChanges changes, ImageStore files, Clock clock, Ids ids) {
    this.changes = changes;
    this.files = files;
    this.clock = clock;
    this.ids = ids;
  }

  /** The picture as the product has it: the one that is there when it has the same file already. */
  public ProductImage upload(
      String productId, String etag, byte[] file, String altText, Viewer seller) {
    StorableText.require("altText", altText);
    verifyRoom(changes.read(productId, seller).requirePresent().requireEtag(etag));
    CleanImage clean = verified(file);
    ImageHeader header = clean.header();
    ProductImage image =
        new ProductImage(
            ids.next("img"),
            altText,
            header.contentType(),
            header.width(),
            header.height(),
            hash(clean.file()));
    Optional<ProductImage> known = same(changes.read(productId, seller), image);
    if (known.isPresent()) {
      return known.get();
    }
    files.put(new ImageKey(productId, image.imageId(), image.hash()), clean.file());
    ProductView view =
        changes.change(
            productId, seller, before -> with(before.requirePresent().requireEtag(etag), image));
    return same(view.product(), image).orElseThrow();
  }

  private Product with(Product before, ProductImage image) {
    if (same(before, image).isPresent()) {
      return before;
    }
    verifyRoom(before);
    List<ProductImage> images = new ArrayList<>(before.details().images());
    images.add(image);
    return before.with(before.details().withImages(images), clock.instant());
  }

  private static Optional<ProductImage> same(Product product, ProductImage image) {
    return product.details().images().stream()
        .filter(other -> other.hash().equals(image.hash()))
        .findFirst();
  }

  private static void verifyRoom(Product product) {
    if (product.details().images().size() >= MOST) {
      throw CatalogErrors.imageLimitExceeded(MOST);
    }
  }

  private static CleanImage verified(byte[] file) {
    if (file.length > MAX_BYTES) {
      throw Errors.invalid("file", "must have at most 16 MiB");
    }
    CleanImage image =
        CleanImage.of(file)
            .orElseThrow(() -> Errors.invalid("file", "must be a whole PNG, JPEG or WebP image"));
    int width = image.header().width();
    int height = image.header().height();
    if (width < 1
        || height < 1
        || width > MAX_SIDE
        || height > MAX_SIDE
        || (long) width * height > MAX_PIXELS) {
      throw Errors.invalid(
          "file", "must have 1 to 12000 pixels a side and at most 50000000 in all");
    }
    return image;
  }

  private static String hash(byte[] file) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
