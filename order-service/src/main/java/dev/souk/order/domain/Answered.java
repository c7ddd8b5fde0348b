package dev.souk.order.domain;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import java.util.Optional;

/**
 * What a request with an idempotency key led to.
 *
 * @param requestHash the request it was
 * @param orderId the order it made or changed
 * @param subjectId what it made of the order, such as a refund's id
 * @param refusal the refusal that left no trace but this
 */
public record Answered(
    String requestHash,
    Optional<String> orderId,
    Optional<String> subjectId,
    Optional<ApiException> refusal) {

  /**
   * The order that a repetition is answered with.
   *
   * @throws ApiException {@code IDEMPOTENCY_KEY_REUSED} when it was another request; the first
   *     refusal when the request was refused
   */
  public String orderFor(RequestKey repetition) {
    return answer(orderId, repetition);
  }

  /** As {@link #orderFor}, for what the request made of the order. */
  public String subjectFor(RequestKey repetition) {
    return answer(subjectId, repetition);
  }

  private String answer(Optional<String> id, RequestKey repetition) {
    if (!requestHash.equals(repetition.requestHash())) {
      throw Errors.idempotencyKeyReused();
    }
    return id.orElseThrow(refusal::orElseThrow);
  }
}
