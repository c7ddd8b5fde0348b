package dev.souk.order.saga;

import dev.souk.order.domain.RequestKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A wish to cancel an order.
 *
 * @param orderId the order
 * @param userId who wishes it: an admin, or as whom a buyer acts
 * @param ofAnyBuyer whether they may cancel other buyers' orders
 * @param reason why; may be empty
 * @param key the request, when it was named
 * @param giveUp when to answer an order being cancelled rather than to wait on
 */
public record Cancellation(
    String orderId,
    String userId,
    boolean ofAnyBuyer,
    String reason,
    Optional<RequestKey> key,
    Instant giveUp) {}
