package dev.souk.product.inventory.store;

import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.InventoryTable;
import dev.souk.product.inventory.domain.KeptAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Answers to requests with an idempotency key, in the inventory table. */
public final class DynamoAnswers implements KeptAnswer.Store {
  private final Dynamo dynamo;

  /** Keeps answers there. */
  public DynamoAnswers(Dynamo dynamo) {
    this.dynamo = dynamo;
  }

  @Override
  public Optional<KeptAnswer> find(String scope, Instant now) {
    return dynamo
        .get(InventoryTable.answer(scope))
        .map(item -> AnswerItems.read(scope, item))
        .filter(answer -> answer.expireTime().isAfter(now));
  }

  @Override
  public boolean keep(KeptAnswer answer, Instant now) {
    return dynamo.transact(List.of(AnswerItems.keep(answer, now))).done();
  }
}
