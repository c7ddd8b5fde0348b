package dev.souk.order.api;

import com.google.protobuf.FieldMask;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.FieldMaskUtil;
import com.google.protobuf.util.FieldMaskUtil.MergeOptions;
import com.google.protobuf.util.Timestamps;
import dev.souk.kit.error.Errors;
import dev.souk.kit.money.Amount;
import dev.souk.order.discount.CodeTerms;
import dev.souk.order.discount.CodeText;
import dev.souk.order.discount.DiscountCodes;
import dev.souk.order.message.OrderMessages;
import dev.souk.order.pricing.Discount.AmountOff;
import dev.souk.order.pricing.Discount.FreeShipping;
import dev.souk.order.pricing.Discount.PercentOff;
import dev.souk.order.pricing.Discount.Reduction;
import dev.souk.order.pricing.Percent;
import dev.souk.order.v1.DiscountCode;
import dev.souk.type.v1.Money;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Discount codes and changes of them as messages. */
final class DiscountCodeMessages {
  private static final Set<String> CHANGEABLE =
      Set.of(
          "description",
          "percent_off",
          "amount_off",
          "free_shipping",
          "start_time",
          "end_time",
          "minimum_subtotal",
          "max_uses",
          "max_uses_per_customer",
          "combinable",
          "disabled");
  private static final Set<String> IGNORED =
      Set.of("code", "uses", "create_time", "update_time", "etag");
  private static final MergeOptions AS_SENT =
      new MergeOptions().setReplaceMessageFields(true).setReplacePrimitiveFields(true);

  private DiscountCodeMessages() {}

  static DiscountCode of(dev.souk.order.discount.DiscountCode code) {
    return terms(code.terms())
        .setCode(code.code())
        .setUses(code.uses())
        .setCreateTime(OrderMessages.of(code.createTime()))
        .setUpdateTime(OrderMessages.of(code.updateTime()))
        .setEtag(etag(code))
        .build();
  }

  static String etag(dev.souk.order.discount.DiscountCode code) {
    return Integer.toString(code.version());
  }

  private static DiscountCode.Builder terms(CodeTerms terms) {
    DiscountCode.Builder message =
        DiscountCode.newBuilder()
            .setDescription(terms.description())
            .setMaxUses(terms.maxUses().orElse(0))
            .setMaxUsesPerCustomer(terms.maxUsesPerCustomer().orElse(0))
            .setCombinable(terms.combinable())
            .setDisabled(terms.disabled());
    switch (terms.reduction()) {
      case PercentOff(Percent percent) -> message.setPercentOff(percent.text());
      case AmountOff(Amount amount) -> message.setAmountOff(amount.toProto());
      case FreeShipping() -> message.setFreeShipping(true);
    }
    terms.startTime().map(OrderMessages::of).ifPresent(message::setStartTime);
    terms.endTime().map(OrderMessages::of).ifPresent(message::setEndTime);
    terms.minimumSubtotal().map(Amount::toProto).ifPresent(message::setMinimumSubtotal);
    return message;
  }

  /** The fields of a mask that can be changed, without those that a client merely sends back. */
  static FieldMask changeable(FieldMask mask) {
    FieldMask.Builder kept = FieldMask.newBuilder();
    for (String path : mask.getPathsList()) {
      String field = path.split("\\.", 2)[0];
      boolean known = CHANGEABLE.contains(field) || IGNORED.contains(field);
      if (!known || !FieldMaskUtil.isValid(DiscountCode.getDescriptor(), path)) {
        throw Errors.invalid("updateMask", "must name fields of a discount code that can change");
      }
      if (CHANGEABLE.contains(field)) {
        kept.addPaths(path);
      }
    }
    if (mask.getPathsCount() == 0) {
      throw Errors.invalid("updateMask", "must name a field");
    }
    return kept.build();
  }

  static CodeTerms changed(
      dev.souk.order.discount.DiscountCode before, FieldMask mask, DiscountCode sent) {
    DiscountCode.Builder message = terms(before.terms());
    FieldMaskUtil.merge(mask, sent, message, AS_SENT);
    return terms(message.build());
  }

  /**
   * The terms that a message has.
   *
   * @throws dev.souk.kit.error.ApiException {@code INVALID_FIELD}
   */
  static CodeTerms terms(DiscountCode message) {
    CodeTerms terms =
        new CodeTerms(
            message.getDescription(),
            reduction(message),
            message.hasStartTime()
                ? Optional.of(time("startTime", message.getStartTime()))
                : Optional.empty(),
            message.hasEndTime()
                ? Optional.of(time("endTime", message.getEndTime()))
                : Optional.empty(),
            message.hasMinimumSubtotal()
                ? Optional.of(amount("minimumSubtotal", message.getMinimumSubtotal(), 0))
                : Optional.empty(),
            limit(message.getMaxUses()),
            limit(message.getMaxUsesPerCustomer()),
            message.getCombinable(),
            message.getDisabled());
    if (!terms.isInOneCurrency()) {
      throw invalid("minimumSubtotal", "must be in the currency of amountOff");
    }
    Instant end = terms.endTime().orElse(Instant.MAX);
    if (terms.startTime().filter(start -> !start.isBefore(end)).isPresent()) {
      throw invalid("endTime", "must be after startTime");
    }
    return terms;
  }

  private static Reduction reduction(DiscountCode message) {
    List<Reduction> reductions = new ArrayList<>();
    if (!message.getPercentOff().isEmpty()) {
      reductions.add(new PercentOff(percent(message.getPercentOff())));
    }
    if (message.hasAmountOff()) {
      reductions.add(new AmountOff(amount("amountOff", message.getAmountOff(), 1)));
    }
    if (message.getFreeShipping()) {
      reductions.add(new FreeShipping());
    }
    if (reductions.size() != 1) {
      throw invalid("percentOff", "or else amountOff or freeShipping must be given, and only one");
    }
    return reductions.getFirst();
  }

  private static Percent percent(String digits) {
    BigDecimal value = new BigDecimal(digits);
    if (value.signum() == 0 || value.compareTo(BigDecimal.valueOf(100)) > 0) {
      throw invalid("percentOff", "must be above 0 and at most 100");
    }
    return new Percent(value);
  }

  private static Amount amount(String field, Money money, long least) {
    if (money.getMinorUnits() < least) {
      throw invalid(field, "must be at least " + least);
    }
    return Amount.of(money);
  }

  private static Instant time(String field, Timestamp message) {
    if (!Timestamps.isValid(message)) {
      throw invalid(field, "must be a time of the years 1 to 9999");
    }
    return Instant.ofEpochSecond(message.getSeconds(), message.getNanos())
        .truncatedTo(ChronoUnit.MICROS);
  }

  private static Optional<Integer> limit(int sent) {
    return sent == 0 ? Optional.empty() : Optional.of(sent);
  }

  private static RuntimeException invalid(String field, String description) {
    return Errors.invalid("discountCode." + field, description);
  }

  /** A place in the list, as the text inside page tokens. */
  static String place(dev.souk.order.discount.DiscountCode code) {
    return code.createTime() + "/" + code.code();
  }

  /** Reads it; a client can make up its own, so nothing is trusted. */
  static DiscountCodes.Place place(String text) {
    int slash = Math.max(text.indexOf('/'), 0);
    String code = text.substring(Math.min(slash + 1, text.length()));
    if (!CodeText.isValid(code)) {
      throw Errors.pageTokenInvalid();
    }
    try {
      Instant time = Instant.parse(text.substring(0, slash));
      if (time.isBefore(Instant.EPOCH) || time.isAfter(CursorText.LAST)) {
        throw Errors.pageTokenInvalid();
      }
      return new DiscountCodes.Place(time, code);
    } catch (DateTimeException e) {
      throw Errors.pageTokenInvalid();
    }
  }
}
