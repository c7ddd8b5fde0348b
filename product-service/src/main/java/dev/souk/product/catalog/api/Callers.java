package dev.souk.product.catalog.api;

import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.kit.identity.Identity;
import dev.souk.product.catalog.domain.Viewer;

/** Who calls, and which product is meant. */
final class Callers {
  private Callers() {}

  /** The caller as the catalog sees them. */
  static Viewer viewer() {
    Identity caller = Identity.current();
    return new Viewer(caller.userId(), caller.has(Identity.ADMIN));
  }

  /** The id; fails with {@code NOT_FOUND} for one that no product can have. */
  static String productId(String id) {
    if (!Ids.isValid("prd", id)) {
      throw Errors.notFound("product", id);
    }
    return id;
  }
}
