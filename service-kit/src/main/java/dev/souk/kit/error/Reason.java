package dev.souk.kit.error;

import com.google.rpc.Code;

/**
 * Every reason that an error of Souk can have, with its code. {@code docs/errors.md} describes them
 * for clients.
 */
public enum Reason {
  /** A field has a value that the API does not take. */
  INVALID_FIELD(Code.INVALID_ARGUMENT),
  /** The RPC needs an idempotency key, or the one sent is malformed. */
  IDEMPOTENCY_KEY_REQUIRED(Code.INVALID_ARGUMENT),
  /** The page token is not one of this query. */
  PAGE_TOKEN_INVALID(Code.INVALID_ARGUMENT),
  /** The token of a mail was used, has expired or never was. */
  ONE_TIME_TOKEN_INVALID(Code.INVALID_ARGUMENT),
  /** The code of an app or a text message is wrong, was used, or has expired. */
  CODE_INVALID(Code.INVALID_ARGUMENT),

  /** A file cannot be read as a whole. */
  FILE_UNREADABLE(Code.INVALID_ARGUMENT),

  /** What was given for a token does not give one (RFC 6749, section 5.2, as the next three). */
  INVALID_GRANT(Code.INVALID_ARGUMENT),
  /** There is no such way to get a token. */
  UNSUPPORTED_GRANT_TYPE(Code.INVALID_ARGUMENT),
  /** The client of OAuth may not have the scope. */
  INVALID_SCOPE(Code.INVALID_ARGUMENT),
  /** The client of OAuth may not use the grant. */
  UNAUTHORIZED_CLIENT(Code.PERMISSION_DENIED),

  /** There is no such thing, or it is somebody else's. */
  RESOURCE_NOT_FOUND(Code.NOT_FOUND),
  /** The service has no such method. */
  METHOD_NOT_FOUND(Code.UNIMPLEMENTED),

  /** Another account has the e-mail address. */
  EMAIL_TAKEN(Code.ALREADY_EXISTS),
  /** Another account signs in with the telephone number. */
  PHONE_TAKEN(Code.ALREADY_EXISTS),
  /** Another variant has the SKU. */
  SKU_TAKEN(Code.ALREADY_EXISTS),
  /** Another product has the slug. */
  SLUG_TAKEN(Code.ALREADY_EXISTS),
  /** Another category has the name. */
  CATEGORY_TAKEN(Code.ALREADY_EXISTS),

  /** Another discount code has the name. */
  DISCOUNT_CODE_TAKEN(Code.ALREADY_EXISTS),

  /** The customer has reviewed the product before. */
  REVIEW_EXISTS(Code.ALREADY_EXISTS),

  /** The resource changed since the etag was read. */
  ETAG_MISMATCH(Code.ABORTED),
  /** The first request with the idempotency key still runs. */
  IDEMPOTENCY_IN_PROGRESS(Code.ABORTED),
  /** Another operation of the caller is under way. */
  OPERATION_IN_PROGRESS(Code.ABORTED),
  /** Too many writers changed the same thing at once. */
  CONTENTION(Code.ABORTED),

  /** Less is in stock than was asked for. */
  OUT_OF_STOCK(Code.FAILED_PRECONDITION),
  /** A price is not the one the buyer agreed to. */
  PRICE_CHANGED(Code.FAILED_PRECONDITION),
  /** The payment provider refused. */
  PAYMENT_DECLINED(Code.FAILED_PRECONDITION),
  /** The buyer must confirm the payment at their bank. */
  PAYMENT_ACTION_REQUIRED(Code.FAILED_PRECONDITION),
  /** The resource is in a state from which this is not possible. */
  ILLEGAL_STATE(Code.FAILED_PRECONDITION),
  /** More would be paid back than is left of what was paid. */
  REFUND_EXCEEDS_PAYMENT(Code.FAILED_PRECONDITION),
  /** More units would be paid back or returned than are left of what was bought. */
  UNITS_EXCEED_PURCHASE(Code.FAILED_PRECONDITION),
  /** It was delivered too long ago to be returned. */
  RETURN_WINDOW_CLOSED(Code.FAILED_PRECONDITION),
  /** There is nothing in the cart to order. */
  CART_EMPTY(Code.FAILED_PRECONDITION),
  /** The cart would hold more than it can. */
  CART_LIMIT_EXCEEDED(Code.FAILED_PRECONDITION),
  /** The wishlist would hold more than it can. */
  WISHLIST_LIMIT_EXCEEDED(Code.FAILED_PRECONDITION),
  /** A discount code takes nothing off. */
  DISCOUNT_REFUSED(Code.FAILED_PRECONDITION),
  /** Nothing is sent there in that way, or not in that currency. */
  SHIPPING_UNAVAILABLE(Code.FAILED_PRECONDITION),
  /** The address book would hold more than it can. */
  ADDRESS_LIMIT_EXCEEDED(Code.FAILED_PRECONDITION),
  /** The product has as many pictures as there may be. */
  IMAGE_LIMIT_EXCEEDED(Code.FAILED_PRECONDITION),
  /** The user would have more API keys than there may be. */
  API_KEY_LIMIT_EXCEEDED(Code.FAILED_PRECONDITION),
  /** No delivered order of the customer has the product. */
  PURCHASE_REQUIRED(Code.FAILED_PRECONDITION),
  /** Sellers do not review what they sell. */
  OWN_PRODUCT(Code.FAILED_PRECONDITION),
  /** Nobody would be left to run the shop. */
  LAST_ADMIN(Code.FAILED_PRECONDITION),
  /** Amounts of different currencies would be mixed. */
  CURRENCY_MISMATCH(Code.FAILED_PRECONDITION),
  /** The idempotency key was used with another request. */
  IDEMPOTENCY_KEY_REUSED(Code.FAILED_PRECONDITION),
  /** The service was not started with faults enabled. */
  FAULTS_DISABLED(Code.FAILED_PRECONDITION),
  /** The service would not crash alone. */
  PROCESS_SHARED(Code.FAILED_PRECONDITION),

  /** The call needs a signed-in user and has no token. */
  TOKEN_MISSING(Code.UNAUTHENTICATED),
  /** The token is not one that Souk issued for this use. */
  TOKEN_INVALID(Code.UNAUTHENTICATED),
  /** The token has ended. */
  TOKEN_EXPIRED(Code.UNAUTHENTICATED),
  /** The token's session was ended. */
  TOKEN_REVOKED(Code.UNAUTHENTICATED),
  /** The refresh token was spent before; its session is ended. */
  REFRESH_REUSED(Code.UNAUTHENTICATED),
  /** What signs in is wrong, or the account is disabled. */
  INVALID_CREDENTIALS(Code.UNAUTHENTICATED),
  /** The client of OAuth or its secret is not valid. */
  INVALID_CLIENT(Code.UNAUTHENTICATED),
  /** The session's sign-in is too long ago for this change; sign in again. */
  REAUTHENTICATION_REQUIRED(Code.UNAUTHENTICATED),
  /** The password is right; a code of the second factor is needed too. */
  TOTP_REQUIRED(Code.UNAUTHENTICATED),

  /** The caller has none of the roles that the method needs. */
  ROLE_REQUIRED(Code.PERMISSION_DENIED),
  /** The machine's token lacks the scope that the method needs. */
  SCOPE_REQUIRED(Code.PERMISSION_DENIED),
  /** The method is for certain services alone. */
  CALLER_NOT_ALLOWED(Code.PERMISSION_DENIED),

  /** Too many calls in a time. */
  RATE_LIMITED(Code.RESOURCE_EXHAUSTED),
  /** Too many failed sign-ins. */
  LOCKED_OUT(Code.RESOURCE_EXHAUSTED),
  /** The service has more work waiting than it takes on. */
  OVERLOADED(Code.RESOURCE_EXHAUSTED),
  /** The message is larger than the service takes. */
  MESSAGE_TOO_LARGE(Code.RESOURCE_EXHAUSTED),

  /** Something that the service depends on does not answer. */
  DEPENDENCY_UNAVAILABLE(Code.UNAVAILABLE),
  /** An administrator wants the call to fail, with this code or another. */
  FAULT_INJECTED(Code.UNAVAILABLE),
  /** The deadline passed before the answer was known. */
  DEADLINE_PASSED(Code.DEADLINE_EXCEEDED),
  /** The caller gave up. */
  CALL_CANCELLED(Code.CANCELLED),
  /** A defect of Souk; the log has its cause under the request id. */
  INTERNAL_ERROR(Code.INTERNAL);

  private final Code code;

  Reason(Code code) {
    this.code = code;
  }

  /** The canonical code of errors with this reason. */
  public Code code() {
    return code;
  }
}
