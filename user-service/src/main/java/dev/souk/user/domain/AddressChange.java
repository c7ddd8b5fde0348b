package dev.souk.user.domain;

import dev.souk.kit.address.PostalAddress;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What users want of one of their addresses.
 *
 * @param userId whose it is
 * @param addressId which one
 * @param edit makes the wanted address of the current one
 * @param defaultShipping whether it is to be the default for shipping, where that is said
 * @param defaultBilling whether it is to be the default for billing, where that is said
 * @param etag the version the change is meant for, where that matters
 */
public record AddressChange(
    String userId,
    String addressId,
    UnaryOperator<PostalAddress> edit,
    Optional<Boolean> defaultShipping,
    Optional<Boolean> defaultBilling,
    Optional<String> etag) {}
