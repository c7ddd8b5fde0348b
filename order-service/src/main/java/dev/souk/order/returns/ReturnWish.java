package dev.souk.order.returns;

import dev.souk.order.domain.RequestKey;
import java.util.Map;
import java.util.Optional;

/**
 * What a buyer wants to send back.
 *
 * @param orderId of which order
 * @param userId who asks
 * @param units how many, by SKU
 * @param reason why
 * @param key the request, when it was named
 */
public record ReturnWish(
    String orderId,
    String userId,
    Map<String, Integer> units,
    String reason,
    Optional<RequestKey> key) {}
