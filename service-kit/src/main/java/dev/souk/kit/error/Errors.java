package dev.souk.kit.error;

import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.RetryInfo;
import dev.souk.kit.money.Amount;
import dev.souk.order.v1.PriceChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Makes every error that Souk answers. Each method says what it tells the client. */
public final class Errors {
  private static final int LONGEST_QUOTE = 100;

  private Errors() {}

  /** The request has this one wrong field. */
  public static ApiException invalid(String field, String description) {
    return invalid(List.of(new FieldViolation(field, description)));
  }

  /** The request has these wrong fields; nothing was done. */
  public static ApiException invalid(List<FieldViolation> violations) {
    BadRequest.Builder details = BadRequest.newBuilder();
    violations.forEach(violation ->
        details.addFieldViolations(
            BadRequest.FieldViolation.newBuilder()
                .setField(violation.field())
                .setDescription(violation.description())));
    FieldViolation first = violations.getFirst();
    return error(Reason.INVALID_FIELD, first.field() + ": " + first.description())
        .with("field", first.field())
        .with("description", first.description())
        .detail(details.build())
        .toException();
  }

  /** The RPC needs the metadata {@code idempotency-key}, 1 to 255 printable ASCII characters. */
  public static ApiException idempotencyKeyRequired() {
    return error(
            Reason.IDEMPOTENCY_KEY_REQUIRED,
            "Send an idempotency-key of 1 to 255 printable ASCII characters.")
        .toException();
  }

  /**
   * The file cannot be read as a whole; nothing of it was used.
   *
   * @param line the line at which it fails, from 1
   * @param column the column's name, or the place in the line from 1; empty where neither is known
   */
  public static ApiException fileUnreadable(long line, String column, String description) {
    String shown = shortened(column);
    return error(Reason.FILE_UNREADABLE, "Line " + line + " of the file: " + description + ".")
        .with("line", Long.toString(line))
        .with("column", shown)
        .with("description", description)
        .toException();
  }

  /** The page token is not one that this query answered; start from the first page. */
  public static ApiException pageTokenInvalid() {
    return error(Reason.PAGE_TOKEN_INVALID, "pageToken is not one of this query.")
        .detail(
            BadRequest.newBuilder()
                .addFieldViolations(
                    BadRequest.FieldViolation.newBuilder()
                        .setField("pageToken")
                        .setDescription("is not one of this query"))
                .build())
        .toException();
  }

  /** The token of a mail was used, has expired or never was; ask for another mail. */
  public static ApiException oneTimeTokenInvalid() {
    return error(Reason.ONE_TIME_TOKEN_INVALID, "The token was used, has expired or never was.")
        .toException();
  }

  /** The code of an app or of a text message is wrong, was used, has expired or never was. */
  public static ApiException codeInvalid() {
    return error(Reason.CODE_INVALID, "The code is wrong, was used, or has expired.").toException();
  }

  /** There is no such resource, or the caller may not know of it. */
  public static ApiException notFound(String resource, String id) {
    String shown = shortened(id);
    return error(Reason.RESOURCE_NOT_FOUND, "There is no " + resource + " \"" + shown + "\".")
        .with("resource", resource)
        .with("id", shown)
        .toException();
  }

  /** Another account has the e-mail address. */
  public static ApiException emailTaken() {
    return error(Reason.EMAIL_TAKEN, "An account with this e-mail address exists.").toException();
  }

  /** Another account signs in with the telephone number. */
  public static ApiException phoneTaken() {
    return error(Reason.PHONE_TAKEN, "An account with this telephone number exists.").toException();
  }

  /** Another variant has the SKU. */
  public static ApiException skuTaken(String sku) {
    return error(Reason.SKU_TAKEN, "The SKU \"" + sku + "\" is taken.")
        .with("sku", sku)
        .toException();
  }

  /** Another product has the slug. */
  public static ApiException slugTaken(String slug) {
    return error(Reason.SLUG_TAKEN, "The slug \"" + slug + "\" is taken.")
        .with("slug", slug)
        .toException();
  }

  /** Another category has the name. */
  public static ApiException categoryTaken(String name) {
    return error(Reason.CATEGORY_TAKEN, "A category named \"" + name + "\" exists.")
        .with("name", name)
        .toException();
  }

  /** Another discount code has the name. */
  public static ApiException discountCodeTaken(String code) {
    return error(Reason.DISCOUNT_CODE_TAKEN, "There is a discount code \"" + code + "\" already.")
        .with("code", code)
        .toException();
  }

  /** The resource changed since the caller read the etag; read it again. */
  public static ApiException etagMismatch(String currentEtag) {
    return error(Reason.ETAG_MISMATCH, "It was changed meanwhile; its etag is " + currentEtag + ".")
        .with("currentEtag", currentEtag)
        .toException();
  }

  /** The first request with the same idempotency key still runs; repeat this one later. */
  public static ApiException idempotencyInProgress() {
    return error(
            Reason.IDEMPOTENCY_IN_PROGRESS,
            "The first request with this idempotency key is still running; repeat it.")
        .retryAfter(Duration.ofSeconds(1))
        .toException();
  }

  /** Another operation of the caller is under way; begin the next one when it has ended. */
  public static ApiException operationInProgress(String operationId) {
    return error(
            Reason.OPERATION_IN_PROGRESS,
            "Operation " + operationId + " is under way; begin the next one when it has ended.")
        .with("operationId", operationId)
        .retryAfter(Duration.ofSeconds(5))
        .toException();
  }

  /** Too many writers changed the same thing at once; nothing was done; repeat the call. */
  public static ApiException contention(String resource) {
    return error(Reason.CONTENTION, "Too many changes of the " + resource + " at once; repeat it.")
        .with("resource", resource)
        .retryAfter(Duration.ofSeconds(1))
        .toException();
  }

  /** Less is in stock than was asked for; nothing was taken. */
  public static ApiException outOfStock(List<Shortage> shortages) {
    PreconditionFailure.Builder details = PreconditionFailure.newBuilder();
    shortages.forEach(shortage ->
        details.addViolations(
            PreconditionFailure.Violation.newBuilder()
                .setType(Reason.OUT_OF_STOCK.name())
                .setSubject(shortage.sku())
                .setDescription(
                    "requested " + shortage.requested() + ", available " + shortage.available())));
    Shortage first = shortages.getFirst();
    return error(
            Reason.OUT_OF_STOCK,
            "Of \"%s\" %d were asked for and %d are left."
                .formatted(first.sku(), first.requested(), first.available()))
        .with("sku", first.sku())
        .with("requested", Integer.toString(first.requested()))
        .with("available", Integer.toString(first.available()))
        .detail(details.build())
        .toException();
  }

  /** Prices are not those the buyer agreed to; the details say which, and the new total. */
  public static ApiException priceChanged(PriceChange change) {
    return error(Reason.PRICE_CHANGED, "Prices changed; confirm the new total.")
        .with("currencyCode", change.getTotal().getCurrencyCode())
        .with("total", Long.toString(change.getTotal().getMinorUnits()))
        .detail(change)
        .toException();
  }

  /** Prices are not those the buyer agreed to: these, and the total is now another. */
  public static ApiException priceChanged(List<ChangedPrice> lines, Amount total) {
    PriceChange.Builder change = PriceChange.newBuilder().setTotal(total.toProto());
    lines.forEach(line ->
        change
            .addLinesBuilder()
            .setSku(line.sku())
            .setOldUnitPrice(line.oldUnitPrice().toProto())
            .setNewUnitPrice(line.newUnitPrice().toProto()));
    return priceChanged(change.build());
  }

  /** The payment provider refused, with its code such as {@code card_declined}. */
  public static ApiException paymentDeclined(String declineCode) {
    return error(Reason.PAYMENT_DECLINED, "The payment was declined: " + declineCode + ".")
        .with("declineCode", declineCode)
        .toException();
  }

  /**
   * The buyer must confirm the payment at their bank, at an address or by the provider's code in
   * their browser, which takes a secret of this payment; one of both may be empty.
   */
  public static ApiException paymentActionRequired(
      String orderId, String paymentId, String confirmationUrl, String clientSecret) {
    return error(
            Reason.PAYMENT_ACTION_REQUIRED, "The buyer's bank wants the payment to be confirmed.")
        .with("orderId", orderId)
        .with("paymentId", paymentId)
        .with("confirmationUrl", confirmationUrl)
        .with("clientSecret", clientSecret)
        .toException();
  }

  /**
   * The resource's state does not allow it.
   *
   * @param resource what it is, such as {@code order}
   * @param current the state it is in
   * @param allowed the states it may go to from there
   */
  public static ApiException illegalState(
      String resource, String current, Collection<String> allowed) {
    String next = String.join(", ", allowed);
    return error(
            Reason.ILLEGAL_STATE,
            "The %s is %s, which allows: %s."
                .formatted(resource, current, next.isEmpty() ? "nothing" : next))
        .with("resource", resource)
        .with("currentState", current)
        .with("allowedStates", next)
        .toException();
  }

  /** Of what was paid only this is left to be paid back. */
  public static ApiException refundExceedsPayment(Amount left) {
    return error(
            Reason.REFUND_EXCEEDS_PAYMENT,
            "Of what was paid, %d of the smallest unit of %s are left to be paid back."
                .formatted(left.minorUnits(), left.currency()))
        .with("left", Long.toString(left.minorUnits()))
        .with("currencyCode", left.currency())
        .toException();
  }

  /** Of the units of a line only so many are left that were neither returned nor paid back. */
  public static ApiException unitsExceedPurchase(String sku, int requested, int left) {
    return error(
            Reason.UNITS_EXCEED_PURCHASE,
            "Of \"%s\" %d were asked for and %d of those bought are left."
                .formatted(sku, requested, left))
        .with("sku", sku)
        .with("requested", Integer.toString(requested))
        .with("left", Integer.toString(left))
        .toException();
  }

  /** What was ordered could be returned until then. */
  public static ApiException returnWindowClosed(Instant endTime) {
    return error(Reason.RETURN_WINDOW_CLOSED, "The order could be returned until " + endTime + ".")
        .with("endTime", endTime.toString())
        .toException();
  }

  /** Administrators do not change their own roles or state. */
  public static ApiException ownRights() {
    return error(
            Reason.ILLEGAL_STATE,
            "Your own roles and state are changed by another administrator only.")
        .with("resource", "user")
        .with("currentState", "your own account")
        .with("allowedStates", "")
        .toException();
  }

  /** There is nothing in the cart to order. */
  public static ApiException cartEmpty() {
    return error(Reason.CART_EMPTY, "The cart is empty.").toException();
  }

  /** The cart would hold more {@code what} (lines, units of a line ...) than the limit. */
  public static ApiException cartLimitExceeded(String what, int limit) {
    return error(Reason.CART_LIMIT_EXCEEDED, "A cart holds at most " + limit + " " + what + ".")
        .with("what", what)
        .with("limit", Integer.toString(limit))
        .toException();
  }

  /** The wishlist is full; remove something first. */
  public static ApiException wishlistLimitExceeded(int limit) {
    return error(Reason.WISHLIST_LIMIT_EXCEEDED, "A wishlist holds at most " + limit + " items.")
        .with("limit", Integer.toString(limit))
        .toException();
  }

  /** The address book is full; delete an address first. */
  public static ApiException addressLimitExceeded(int limit) {
    return error(
            Reason.ADDRESS_LIMIT_EXCEEDED, "An address book holds at most " + limit + " addresses.")
        .with("limit", Integer.toString(limit))
        .toException();
  }

  /**
   * The discount code takes nothing off; order without it, or change what is ordered.
   *
   * @param obstacle why, such as {@code EXPIRED}
   */
  public static ApiException discountRefused(String code, String obstacle) {
    String shown = shortened(code);
    return error(
            Reason.DISCOUNT_REFUSED,
            "The discount code \"%s\" does not count: %s.".formatted(shown, obstacle))
        .with("code", shown)
        .with("obstacle", obstacle)
        .toException();
  }

  /**
   * Nothing is sent to the country by the method at a price in the currency.
   *
   * @param method the method that was asked for; empty for any
   */
  public static ApiException shippingUnavailable(String method, String country, String currency) {
    String shown = shortened(method);
    return error(
            Reason.SHIPPING_UNAVAILABLE,
            "There is no shipping%s to %s for a cart in %s."
                .formatted(shown.isEmpty() ? "" : " \"" + shown + "\"", country, currency))
        .with("method", shown)
        .with("countryCode", country)
        .with("currencyCode", currency)
        .toException();
  }

  /** The product has as many pictures as there may be; take one away first. */
  public static ApiException imageLimitExceeded(int limit) {
    return error(Reason.IMAGE_LIMIT_EXCEEDED, "A product has at most " + limit + " pictures.")
        .with("limit", Integer.toString(limit))
        .toException();
  }

  /** The user has as many API keys as there may be; delete one first. */
  public static ApiException apiKeyLimitExceeded(int limit) {
    return error(Reason.API_KEY_LIMIT_EXCEEDED, "A user has at most " + limit + " API keys.")
        .with("limit", Integer.toString(limit))
        .toException();
  }

  /** The customer has reviewed the product before; change that review. */
  public static ApiException reviewExists(String reviewId) {
    return error(Reason.REVIEW_EXISTS, "You have reviewed this product: " + reviewId + ".")
        .with("reviewId", reviewId)
        .toException();
  }

  /** None of the customer's delivered orders has the product. */
  public static ApiException purchaseRequired(String productId) {
    return error(
            Reason.PURCHASE_REQUIRED, "Only who was delivered " + productId + " may review it.")
        .with("productId", productId)
        .toException();
  }

  /** The caller sells the product, and does not review it. */
  public static ApiException ownProduct(String productId) {
    return error(Reason.OWN_PRODUCT, "You sell " + productId + " yourself.")
        .with("productId", productId)
        .toException();
  }

  /** No other administrator would be left; make another one first. */
  public static ApiException lastAdmin() {
    return error(Reason.LAST_ADMIN, "No other administrator would be left.").toException();
  }

  /** Amounts of two currencies would be mixed. */
  public static ApiException currencyMismatch(String expected, String actual) {
    return error(
            Reason.CURRENCY_MISMATCH,
            "Amounts in " + actual + " cannot join amounts in " + expected)
        .with("expected", expected)
        .with("actual", actual)
        .toException();
  }

  /** The idempotency key was used with another request; use a new one. */
  public static ApiException idempotencyKeyReused() {
    return error(
            Reason.IDEMPOTENCY_KEY_REUSED,
            "The idempotency key was used with another request; use a new one.")
        .toException();
  }

  /** The call needs a signed-in user. */
  public static ApiException tokenMissing() {
    return error(Reason.TOKEN_MISSING, "Sign in and send authorization: Bearer.").toException();
  }

  /** The token is not one that Souk issued for this use. */
  public static ApiException tokenInvalid() {
    return error(Reason.TOKEN_INVALID, "The token is not valid.").toException();
  }

  /** The token has ended; refresh it, or sign in. */
  public static ApiException tokenExpired() {
    return error(Reason.TOKEN_EXPIRED, "The token has expired.").toException();
  }

  /** The token's session was ended; sign in. */
  public static ApiException tokenRevoked() {
    return error(Reason.TOKEN_REVOKED, "The session has ended.").toException();
  }

  /** The refresh token was spent before; its session is ended for safety; sign in. */
  public static ApiException refreshReused() {
    return error(Reason.REFRESH_REUSED, "The refresh token was used before; the session has ended.")
        .toException();
  }

  /** The session's sign-in is too long ago for this change; sign in again, and repeat the call. */
  public static ApiException reauthenticationRequired() {
    return error(Reason.REAUTHENTICATION_REQUIRED, "Sign in again to change this.").toException();
  }

  /** What signs in is wrong, or the account is disabled; which is not told. */
  public static ApiException invalidCredentials() {
    return error(
            Reason.INVALID_CREDENTIALS,
            "What you sign in with is wrong: the e-mail or phone, the password, or the code.")
        .toException();
  }

  /** The password is right: sign in with this challenge and a code, within five minutes. */
  public static ApiException totpRequired(String challenge) {
    return error(Reason.TOTP_REQUIRED, "A code of your authenticator app is needed too.")
        .with("challenge", challenge)
        .toException();
  }

  /** The client of OAuth is not known, or its secret is wrong, or its owner is disabled. */
  public static ApiException invalidClient() {
    return error(Reason.INVALID_CLIENT, "The client or its secret is not valid.").toException();
  }

  /** The client of OAuth is known, and may not use the grant. */
  public static ApiException unauthorizedClient() {
    return error(Reason.UNAUTHORIZED_CLIENT, "A publishable key gets no token.").toException();
  }

  /** What was given for a token does not give one; the description says why. */
  public static ApiException invalidGrant(String description) {
    return error(Reason.INVALID_GRANT, description).with("description", description).toException();
  }

  /** There is no such grant. */
  public static ApiException unsupportedGrantType(String grantType) {
    String shown = shortened(grantType);
    return error(Reason.UNSUPPORTED_GRANT_TYPE, "There is no grant \"" + shown + "\".")
        .with("grantType", shown)
        .toException();
  }

  /** The client may not have this scope. */
  public static ApiException invalidScope(String scope) {
    String shown = shortened(scope);
    return error(Reason.INVALID_SCOPE, "The scope \"" + shown + "\" cannot be had.")
        .with("scope", shown)
        .toException();
  }

  /** The caller has none of the roles that the method needs. */
  public static ApiException roleRequired(Collection<String> roles) {
    String names = String.join(", ", roles);
    return error(Reason.ROLE_REQUIRED, "Needs one of the roles: " + names + ".")
        .with("roles", names)
        .toException();
  }

  /**
   * The machine's token lacks the scope that the method needs; empty: none opens it to machines.
   */
  public static ApiException scopeRequired(String scope) {
    String message =
        scope.isEmpty()
            ? "No machine may call this method."
            : "Needs a token with the scope " + scope + ".";
    return error(Reason.SCOPE_REQUIRED, message).with("scope", scope).toException();
  }

  /** The method is for certain services alone. */
  public static ApiException callerNotAllowed(String caller) {
    return error(Reason.CALLER_NOT_ALLOWED, "The method is internal.")
        .with("caller", caller)
        .toException();
  }

  /** Too many calls of this kind in a time; the details say how long to wait at most. */
  public static ApiException rateLimited(Duration window) {
    return error(Reason.RATE_LIMITED, "Too many of these in a time; wait before the next.")
        .with("windowSeconds", Long.toString(window.toSeconds()))
        .retryAfter(window)
        .toException();
  }

  /** Too many failed sign-ins; the details say how long to wait. */
  public static ApiException lockedOut(Duration retryAfter) {
    return error(Reason.LOCKED_OUT, "Too many failed sign-ins; wait before the next.")
        .with("retryAfterSeconds", Long.toString(Math.ceilDiv(retryAfter.toMillis(), 1000)))
        .retryAfter(retryAfter)
        .toException();
  }

  /** The service has more work waiting than it takes on; repeat the call later. */
  public static ApiException overloaded() {
    return error(Reason.OVERLOADED, "Too many requests are waiting; repeat it later.")
        .retryAfter(Duration.ofSeconds(1))
        .toException();
  }

  /** The message of the call has more bytes than the method takes. */
  public static ApiException messageTooLarge(int limitBytes) {
    return error(Reason.MESSAGE_TOO_LARGE, "The message has more than " + limitBytes + " bytes.")
        .with("limitBytes", Integer.toString(limitBytes))
        .toException();
  }

  /** Something that the service depends on does not answer; repeat the call. */
  public static ApiException unavailable(String dependency) {
    return error(Reason.DEPENDENCY_UNAVAILABLE, dependency + " does not answer; repeat it.")
        .with("dependency", dependency)
        .retryAfter(Duration.ofSeconds(1))
        .toException();
  }

  /** An administrator set a fault on the method; nothing was done. */
  public static ApiException faultInjected(Code code, String method) {
    return error(Reason.FAULT_INJECTED, "A fault was injected into " + method + ".")
        .with("method", method)
        .code(code)
        .toException();
  }

  /** The service takes no faults: it was not started with {@code SOUK_FAULTS=enabled}. */
  public static ApiException faultsDisabled() {
    return error(Reason.FAULTS_DISABLED, "The service was not started with faults enabled.")
        .toException();
  }

  /** The service shares its process with others, and would not crash alone. */
  public static ApiException processShared() {
    return error(
            Reason.PROCESS_SHARED,
            "The service shares its process with others, and would not crash alone.")
        .toException();
  }

  /** The deadline passed before the answer was known. */
  public static ApiException deadlinePassed() {
    return error(Reason.DEADLINE_PASSED, "The deadline passed.").toException();
  }

  /** A defect of Souk. The cause is in the log under the request id, and nowhere else. */
  public static ApiException internal(String requestId) {
    return error(Reason.INTERNAL_ERROR, "Something went wrong; quote the request id.")
        .with("requestId", requestId)
        .toException();
  }

  /** An error that gRPC itself made, given the reason it was made for. */
  static ApiException framework(Reason reason, String message) {
    return error(reason, message).toException();
  }

  /** What a caller sent, short enough for the trailers of a response, which hold 8 KB. */
  private static String shortened(String sent) {
    return sent.length() <= LONGEST_QUOTE ? sent : sent.substring(0, LONGEST_QUOTE) + "...";
  }

  private static ErrorBuilder error(Reason reason, String message) {
    return new ErrorBuilder(reason, message);
  }

  /** Gathers the details of one error. */
  private static final class ErrorBuilder {
    private final com.google.rpc.Status.Builder status;
    private final com.google.rpc.ErrorInfo.Builder info;

    private ErrorBuilder(Reason reason, String message) {
      this.info =
          com.google.rpc.ErrorInfo.newBuilder().setDomain("souk.dev").setReason(reason.name());
      this.status =
          com.google.rpc.Status.newBuilder().setCode(reason.code().getNumber()).setMessage(message);
    }

    private ErrorBuilder with(String variable, String value) {
      info.putMetadata(variable, value);
      return this;
    }

    private ErrorBuilder code(Code code) {
      status.setCode(code.getNumber());
      return this;
    }

    private ErrorBuilder retryAfter(Duration delay) {
      return detail(
          RetryInfo.newBuilder().setRetryDelay(Durations.fromMillis(delay.toMillis())).build());
    }

    private ErrorBuilder detail(Message detail) {
      status.addDetails(com.google.protobuf.Any.pack(detail));
      return this;
    }

    private ApiException toException() {
      return new ApiException(
          status.addDetails(0, com.google.protobuf.Any.pack(info.build())).build());
    }
  }
}
