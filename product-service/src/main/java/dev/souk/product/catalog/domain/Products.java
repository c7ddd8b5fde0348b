package dev.souk.product.catalog.domain;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where products are kept. */
public interface Products {

  /** The product in its newest state. */
  Optional<Product> find(String productId);

  /** The products, by id, as far as there are any. */
  Map<String, Product> findAll(Collection<String> productIds);

  /** The id of the product that has the slug. */
  Optional<String> idOfSlug(String slug);

  /** The id of the product that has the SKU. */
  Optional<String> idOfSku(String sku);

  /** The ids of the products that have the SKUs, as far as there are any. */
  Set<String> idsOfSkus(Collection<String> skus);

  /**
   * Ids of products of a list, newest first.
   *
   * @param after the id that they come after; from the newest on where nothing
   * @param limit at most so many
   */
  List<String> list(ProductQuery query, Optional<String> after, int limit);

  /** Adds a product. */
  ProductWrite create(Product product);

  /** Puts the next version of a product over the one that was read. */
  ProductWrite replace(Product before, Product after);
}
