package dev.souk.product.inventory.store;

import dev.souk.product.dynamo.InventoryTable;
import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.ItemBuilder;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.Write;
import dev.souk.product.inventory.domain.Fingerprint;
import dev.souk.product.inventory.domain.KeptAnswer;
import dev.souk.product.inventory.domain.StockLevel;
import java.time.Instant;

/** Items of answers kept for idempotency keys. */
final class AnswerItems {
  private AnswerItems() {}

  /** Keeps an answer; refused when one is kept that has not expired. */
  static Write keep(KeptAnswer answer, Instant now) {
    Key key = InventoryTable.answer(answer.request().scope());
    return Write.put(
            key,
            ItemBuilder.at(key)
                .text("requestHash", answer.request().requestHash())
                .text("sku", answer.level().sku())
                .number("onHand", answer.level().onHand())
                .number("reserved", answer.level().reserved())
                .number("refusedQuantity", answer.refusedQuantity())
                .number(InventoryTable.EXPIRE_AT, InventoryTable.expireAt(answer.expireTime())))
        .when("attribute_not_exists(#pk) OR #expireAt <= :now")
        .with("now", InventoryTable.expireAt(now));
  }

  static KeptAnswer read(String scope, Item item) {
    return new KeptAnswer(
        new Fingerprint(scope, item.text("requestHash")),
        new StockLevel(item.text("sku"), item.integer("onHand"), item.integer("reserved")),
        item.integer("refusedQuantity"),
        Instant.ofEpochSecond(item.number(InventoryTable.EXPIRE_AT)));
  }
}
