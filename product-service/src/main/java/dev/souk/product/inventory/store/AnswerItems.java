package dev.souk.product.inventory.store;

import dev.souk.product.dynamo.InventoryTable;
import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.ItemBuilder;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.LevelAttributes;
import dev.souk.product.dynamo.Write;
import dev.souk.product.inventory.domain.Fingerprint;
import dev.souk.product.inventory.domain.KeptAnswer;
import dev.souk.product.inventory.domain.LocationLevel;
import java.time.Instant;

/** Items of answers kept for idempotency keys. */
final class AnswerItems {
  private AnswerItems() {}

  /** Keeps an answer; refused when one is kept that has not expired. */
  static Write keep(KeptAnswer answer, Instant now) {
    Key key = InventoryTable.answer(answer.request().scope());
    ItemBuilder item =
        ItemBuilder.at(key)
            .text("requestHash", answer.request().requestHash())
            .text("sku", answer.level().sku())
            .number("refusedQuantity", answer.refusedQuantity())
            .number(InventoryTable.EXPIRE_AT, InventoryTable.expireAt(answer.expireTime()));
    for (LocationLevel level : answer.level().locations()) {
      item.number(LevelAttributes.onHand(level.location()), level.onHand())
          .number(LevelAttributes.reserved(level.location()), level.reserved());
    }
    return Write.put(key, item)
        .when("attribute_not_exists(#pk) OR #expireAt <= :now")
        .with("now", InventoryTable.expireAt(now));
  }

  static KeptAnswer read(String scope, Item item) {
    return new KeptAnswer(
        new Fingerprint(scope, item.text("requestHash")),
        KeptLevel.figures(item.text("sku"), item),
        item.integer("refusedQuantity"),
        Instant.ofEpochSecond(item.number(InventoryTable.EXPIRE_AT)));
  }
}
