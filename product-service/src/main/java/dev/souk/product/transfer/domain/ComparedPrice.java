package dev.souk.product.transfer.domain;

import dev.souk.kit.money.Amount;
import java.util.Optional;

/**
 * What a file says of the price that a variant's is compared with.
 *
 * @param amount the price; none where the file takes it away
 */
public record ComparedPrice(Optional<Amount> amount) {}
