package dev.souk.order.api;

import com.google.protobuf.FieldMask;
import dev.souk.kit.error.CheckoutErrors;
import dev.souk.kit.error.Errors;
import dev.souk.kit.paging.PageSize;
import dev.souk.kit.paging.PageTokens;
import dev.souk.kit.server.Rpc;
import dev.souk.order.discount.CodeText;
import dev.souk.order.discount.DiscountCode;
import dev.souk.order.discount.DiscountCodes;
import dev.souk.order.v1.CreateDiscountCodeRequest;
import dev.souk.order.v1.DeleteDiscountCodeRequest;
import dev.souk.order.v1.DeleteDiscountCodeResponse;
import dev.souk.order.v1.DiscountCodeServiceGrpc;
import dev.souk.order.v1.GetDiscountCodeRequest;
import dev.souk.order.v1.ListDiscountCodesRequest;
import dev.souk.order.v1.ListDiscountCodesResponse;
import dev.souk.order.v1.UpdateDiscountCodeRequest;
import io.grpc.ServerServiceDefinition;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The RPCs of {@code souk.order.v1.DiscountCodeService}; the proto says what each answers. */
public final class DiscountCodeApi {
  private static final String LIST = "ListDiscountCodes";

  private final DiscountCodes codes;
  private final Clock clock;

  /** Answers with the codes. */
  public DiscountCodeApi(DiscountCodes codes, Clock clock) {
    this.codes = codes;
    this.clock = clock;
  }

  /** The RPCs, bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(DiscountCodeServiceGrpc.getServiceDescriptor())
        .unary(DiscountCodeServiceGrpc.getCreateDiscountCodeMethod(), this::create)
        .unary(DiscountCodeServiceGrpc.getGetDiscountCodeMethod(), this::get)
        .unary(DiscountCodeServiceGrpc.getListDiscountCodesMethod(), this::list)
        .unary(DiscountCodeServiceGrpc.getUpdateDiscountCodeMethod(), this::update)
        .unary(DiscountCodeServiceGrpc.getDeleteDiscountCodeMethod(), this::delete)
        .build();
  }

  private dev.souk.order.v1.DiscountCode create(CreateDiscountCodeRequest request) {
    StorableText.require(request);
    String text = CodeText.of(request.getDiscountCode().getCode());
    if (!CodeText.isValid(text)) {
      throw Errors.invalid(
          "discountCode.code",
          "must be 3 to 32 of A-Z, 0-9, _ and -, beginning with a letter or a digit");
    }
    Instant now = now();
    DiscountCode code =
        new DiscountCode(
            text, DiscountCodeMessages.terms(request.getDiscountCode()), 0, 1, now, now);
    if (!codes.add(code)) {
      throw CheckoutErrors.discountCodeTaken(text);
    }
    return DiscountCodeMessages.of(code);
  }

  private dev.souk.order.v1.DiscountCode get(GetDiscountCodeRequest request) {
    return DiscountCodeMessages.of(known(request.getCode()));
  }

  private DiscountCode known(String written) {
    String text = CodeText.of(written);
    return Optional.of(text)
        .filter(CodeText::isValid)
        .flatMap(codes::find)
        .orElseThrow(() -> Errors.notFound("discount code", text));
  }

  private ListDiscountCodesResponse list(ListDiscountCodesRequest request) {
    int size = PageSize.of(request.getPageSize());
    Optional<DiscountCodes.Place> after =
        PageTokens.decode(LIST, request.getPageToken()).map(DiscountCodeMessages::place);
    List<DiscountCode> found = codes.page(after, size + 1);
    ListDiscountCodesResponse.Builder page = ListDiscountCodesResponse.newBuilder();
    found.stream().limit(size).map(DiscountCodeMessages::of).forEach(page::addDiscountCodes);
    if (found.size() > size) {
      page.setNextPageToken(
          PageTokens.encode(LIST, DiscountCodeMessages.place(found.get(size - 1))));
    }
    return page.build();
  }

  private dev.souk.order.v1.DiscountCode update(UpdateDiscountCodeRequest request) {
    StorableText.require(request);
    DiscountCode before = known(request.getDiscountCode().getCode());
    String etag = request.getDiscountCode().getEtag();
    String current = DiscountCodeMessages.etag(before);
    if (!etag.isEmpty() && !etag.equals(current)) {
      throw Errors.etagMismatch(current);
    }
    FieldMask mask = DiscountCodeMessages.changeable(request.getUpdateMask());
    return codes
        .change(
            before.code(),
            before.version(),
            DiscountCodeMessages.changed(before, mask, request.getDiscountCode()),
            now())
        .map(DiscountCodeMessages::of)
        .orElseThrow(() -> Errors.etagMismatch(DiscountCodeMessages.etag(known(before.code()))));
  }

  private DeleteDiscountCodeResponse delete(DeleteDiscountCodeRequest request) {
    DiscountCode code = known(request.getCode());
    if (!codes.delete(code.code(), code.version())) {
      DiscountCode now = known(code.code());
      throw now.version() == code.version()
          ? Errors.illegalState("discount code", "USED", List.of())
          : Errors.etagMismatch(DiscountCodeMessages.etag(now));
    }
    return DeleteDiscountCodeResponse.getDefaultInstance();
  }

  /** As exact as the store keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
