package dev.souk.product.catalog.store;

import dev.souk.product.catalog.domain.ImageKey;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a picture's file is called: {@code <product>/<picture>-<SHA-256>}. */
final class ImageNames {
  private static final Pattern NAME =
      Pattern.compile("(prd_[0-9a-z]{26})/(img_[0-9a-z]{26})-([0-9a-f]{64})");

  private ImageNames() {}

  /** The name. The parts of a key are ids and digits: nothing else reaches a store. */
  static String of(ImageKey key) {
    String name = key.productId() + '/' + key.imageId() + '-' + key.hash();
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not the key of a picture: " + key);
    }
    return name;
  }

  /** Whose name it is; nothing for what else lies there. */
  static Optional<ImageKey> key(String name) {
    Matcher parts = NAME.matcher(name);
    return parts.matches()
        ? Optional.of(new ImageKey(parts.group(1), parts.group(2), parts.group(3)))
        : Optional.empty();
  }
}
