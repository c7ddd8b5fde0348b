package dev.souk.product.catalog.domain;

import java.util.List;
import java.util.Optional;

/**
 * Some products of a list.
 *
 * @param products newest first
 * @param last the id that the next page continues after; nothing at the end of the list
 */
public record ProductPage(List<ProductView> products, Optional<String> last) {}
