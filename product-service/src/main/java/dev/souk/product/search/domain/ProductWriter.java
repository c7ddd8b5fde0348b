package dev.souk.product.search.domain;

/** Takes products, of each the latest version. */
public interface ProductWriter {

  /** Lets a product be found; does nothing when a later version is known. */
  void index(SearchDocument product);

  /** Lets a product be found no more; does nothing when a later version is known. */
  void delete(String productId, long version);
}
