package dev.souk.product.transfer.domain;

import dev.souk.product.catalog.domain.ProductStatus;

/**
 * How a file is to be read.
 *
 * @param format its format
 * @param columns Souk's name and the file's of each column to read, as {@code sku=Code,name=Title};
 *     empty where the header has Souk's names
 * @param currencyCode of prices in CSV where no column has it; may be empty
 * @param status of products that are created, where the file says none
 */
public record ImportOptions(
    FileFormat format, String columns, String currencyCode, ProductStatus status) {}
