package dev.souk.order.api;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static dev.souk.order.world.Samples.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.FieldMask;
import com.google.protobuf.util.Timestamps;
import dev.souk.kit.error.Reason;
import dev.souk.kit.sql.Database;
import dev.souk.kit.sql.StoreException;
import dev.souk.order.v1.DeleteDiscountCodeRequest;
import dev.souk.order.v1.DiscountCode;
import dev.souk.order.v1.DiscountCodeServiceGrpc;
import dev.souk.order.v1.GetDiscountCodeRequest;
import dev.souk.order.v1.ListDiscountCodesRequest;
import dev.souk.order.v1.ListDiscountCodesResponse;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.UpdateDiscountCodeRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** 71: how administrators keep discount codes, and what the database holds of them. */
class DiscountCodeAdminTest extends DiscountLab {
  @Test
  @DisplayName("71: admins make, change, list and delete codes; what was used stays")
  void administration() {
    DiscountCode made =
        create(
            tenPercent()
                .setCode(code.toLowerCase(java.util.Locale.ROOT))
                .setDescription("Spring")
                .setMaxUses(5));
    assertThat(made.getCode()).isEqualTo(code);
    assertThat(read(code)).isEqualTo(made);
    assertRefused(Reason.DISCOUNT_CODE_TAKEN, () -> create(tenPercent()));
    DiscountCode changed =
        update(
            made.toBuilder().clearPercentOff().setAmountOff(pounds(300)).build(),
            "percent_off",
            "amount_off",
            "uses");
    assertThat(changed.getAmountOff()).isEqualTo(pounds(300));
    assertThat(changed.getDescription()).isEqualTo("Spring");
    assertThat(changed.getEtag()).isNotEqualTo(made.getEtag());
    assertRefused(
        Reason.ETAG_MISMATCH, () -> update(made.toBuilder().setDisabled(true).build(), "disabled"));
    assertRefused(
        Reason.INVALID_FIELD,
        () -> update(changed.toBuilder().setPercentOff("5").build(), "percent_off"));
    placing(buyer).placeOrder(place(1, code).build());
    placing(buyer).placeOrder(place(1, code).build());
    assertRefused(
        Reason.INVALID_FIELD, () -> update(changed.toBuilder().setMaxUses(1).build(), "max_uses"));
    assertRefused(Reason.ILLEGAL_STATE, () -> delete(code));
    update(changed.toBuilder().setDisabled(true).build(), "disabled");
    assertThat(quote(1, code).getDiscounts(0).getObstacle()).isEqualTo("UNKNOWN");

    create(tenPercent().setCode(code + "-X"));
    delete(code + "-X");
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> read(code + "-X"));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> read("no such code"));
    assertRefused(
        Reason.ROLE_REQUIRED,
        () ->
            DiscountCodeServiceGrpc.newBlockingStub(SHOP.user(buyer))
                .getDiscountCode(GetDiscountCodeRequest.newBuilder().setCode(code).build()));
  }

  @Test
  void what_is_no_code_is_refused() {
    assertThat(
            List.of(
                tenPercent().setCode("A"),
                tenPercent().setCode("WITH BLANK"),
                tenPercent().setPercentOff("0"),
                tenPercent().setPercentOff("100.5"),
                tenPercent().setPercentOff("-5"),
                tenPercent().setPercentOff("1e1"),
                tenPercent().clearPercentOff(),
                tenPercent().setFreeShipping(true),
                tenPercent().clearPercentOff().setAmountOff(pounds(0)),
                tenPercent().setMinimumSubtotal(pounds(-1)),
                tenPercent().setMaxUses(-1),
                tenPercent()
                    .setStartTime(Timestamps.fromSeconds(1000))
                    .setEndTime(Timestamps.fromSeconds(1000)),
                tenPercent().setStartTime(Timestamps.EPOCH.toBuilder().setNanos(-1)),
                tenPercent()
                    .clearPercentOff()
                    .setAmountOff(pounds(5))
                    .setMinimumSubtotal(pounds(5).toBuilder().setCurrencyCode("EUR"))))
        .allSatisfy(wrong -> assertRefused(Reason.INVALID_FIELD, () -> create(wrong)));
  }

  @Test
  @DisplayName("71: the list of codes is read page by page, newest first")
  void pages() {
    for (int i = 0; i < 5; i++) {
      create(tenPercent().setCode(code + "-P" + i));
    }
    List<String> listed = new ArrayList<>();
    String token = "";
    do {
      ListDiscountCodesResponse page =
          codes()
              .listDiscountCodes(
                  ListDiscountCodesRequest.newBuilder().setPageSize(2).setPageToken(token).build());
      page.getDiscountCodesList().forEach(one -> listed.add(one.getCode()));
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    assertThat(listed)
        .doesNotHaveDuplicates()
        .startsWith(code + "-P4", code + "-P3", code + "-P2", code + "-P1", code + "-P0");
    assertRefused(
        Reason.PAGE_TOKEN_INVALID,
        () ->
            codes()
                .listDiscountCodes(
                    ListDiscountCodesRequest.newBuilder().setPageToken("nonsense").build()));
  }

  @Test
  @DisplayName("71: the database holds the uses within the limit, and counts them itself")
  void what_the_database_refuses() {
    create(tenPercent().setMaxUses(1));
    Order order = placing(buyer).placeOrder(place(1, code).build());
    Order other = placing(buyer).placeOrder(place(1).build());
    try (Database database = SHOP.database()) {
      for (String change :
          List.of(
              "update discount_code set uses = 2 where code = 'CODE'",
              "update discount_code set uses = -1 where code = 'CODE'",
              "insert into discount_redemption values ('OTHER', 'CODE', 'usr_1', 0, 0, null)",
              "update discount_redemption set amount = 0 where code = 'CODE'",
              "update discount_redemption set customer = 'me' where code = 'CODE'",
              "delete from discount_redemption where code = 'CODE'",
              "delete from discount_code where code = 'CODE'",
              "update discount_code set percent_off = 101 where code = 'CODE'",
              "update discount_code set free_shipping = true where code = 'CODE'",
              "update discount_code set currency = 'GBP' where code = 'CODE'")) {
        String statement = change.replace("CODE", code).replace("OTHER", other.getOrderId());
        assertThatThrownBy(() -> database.run(sql -> sql.update(statement)))
            .as(statement)
            .isInstanceOf(StoreException.class);
      }
      assertThat(
              database.<Integer>run(sql ->
                  sql.first(
                          "select count(*) from outbox where topic = 'souk.audit'",
                          row -> row.getInt(1))
                      .orElseThrow()))
          .isPositive();
    }
    assertThat(order.getDiscount()).isEqualTo(pounds(200));
    assertThat(read(code).getUses()).isEqualTo(1);
  }

  private static DiscountCode update(DiscountCode wanted, String... fields) {
    return codes()
        .updateDiscountCode(
            UpdateDiscountCodeRequest.newBuilder()
                .setDiscountCode(wanted)
                .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(fields)))
                .build());
  }

  private static void delete(String code) {
    var _ =
        codes().deleteDiscountCode(DeleteDiscountCodeRequest.newBuilder().setCode(code).build());
  }
}
