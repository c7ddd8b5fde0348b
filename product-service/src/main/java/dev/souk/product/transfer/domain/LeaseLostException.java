package dev.souk.product.transfer.domain;

/** The worker was held up for so long that another one may have the operation. */
final class LeaseLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LeaseLostException(String operationId) {
    super(operationId, null, false, false);
  }
}
