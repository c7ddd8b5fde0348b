package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Goods;
import dev.souk.system.shop.Shop;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A discount code over HTTP, from its making to its return. */
@ExtendWith(Shop.Running.class)
class DiscountTest {

  @Test
  @DisplayName("71: an admin makes a code, a buyer uses it, and a cancellation gives it back")
  void a_code_is_made_used_and_given_back(Shop shop) {
    String code = "SAVE-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
    Client admin = shop.accounts().admin();
    Client buyer = shop.accounts().buyer(1);
    String made = "{\"code\": \"%s\", \"percentOff\": \"10\", \"maxUses\": 1}".formatted(code);
    buyer.post("/v1/discountCodes", made).refused(403, "ROLE_REQUIRED");
    assertThat(admin.post("/v1/discountCodes", made).ok().at("/code")).isEqualTo(code);
    admin.post("/v1/discountCodes", made).refused(409, "DISCOUNT_CODE_TAKEN");

    String sku = Goods.offer(shop, 2000, 5);
    String wanted =
        "{%s, \"items\": [{\"sku\": \"%s\", \"quantity\": 1}], \"discountCodes\": [\"%s\"]}"
            .formatted(Goods.CHECKOUT, sku, code);
    Answer order = buyer.withKey(UUID.randomUUID().toString()).post("/v1/orders", wanted).ok();
    assertThat(order.at("/total/minorUnits")).isEqualTo("1800");
    assertThat(order.at("/discounts/0/amount/minorUnits")).isEqualTo("200");
    buyer
        .withKey(UUID.randomUUID().toString())
        .post("/v1/orders", wanted)
        .refused(400, "DISCOUNT_REFUSED");
    assertThat(admin.get("/v1/discountCodes/" + code).ok().at("/uses")).isEqualTo("1");

    buyer.post("/v1/orders/" + order.at("/orderId") + ":cancel", "{}").ok();
    assertThat(admin.get("/v1/discountCodes/" + code).ok().at("/uses")).isEqualTo("0");
    Answer disabled = admin.patch("/v1/discountCodes/" + code, "{\"disabled\": true}").ok();
    assertThat(disabled.at("/disabled")).isEqualTo("true");
    admin.delete("/v1/discountCodes/" + code).refused(400, "ILLEGAL_STATE");
  }
}
