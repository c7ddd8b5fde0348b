package dev.souk.product.search.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A product that can be found.
 *
 * @param productId its id
 * @param version the product's version
 * @param name its name
 * @param description what is said of it
 * @param brand may be empty
 * @param tags its keywords
 * @param attributes names and values of its attributes and of its variants' options
 * @param skus the SKUs of its variants
 * @param categoryIds its categories and all above them
 * @param currency the currency of its prices
 * @param price what its cheapest variant costs, in minor units
 * @param inStock whether a variant can be ordered
 * @param rating average of its reviews; 0 without any
 * @param createTime when it was created
 */
public record SearchDocument(
    String productId,
    long version,
    String name,
    String description,
    String brand,
    List<String> tags,
    Map<String, Set<String>> attributes,
    List<String> skus,
    Set<String> categoryIds,
    String currency,
    long price,
    boolean inStock,
    double rating,
    Instant createTime) {}
