package dev.souk.order;

import dev.souk.order.api.FulfilmentApi;
import dev.souk.order.api.FulfilmentTaskApi;
import dev.souk.order.api.PurchaseApi;
import dev.souk.order.domain.FulfilOrder;
import dev.souk.order.fulfilment.PostRoom;
import dev.souk.order.fulfilment.TakeStep;

/** The way of paid orders to their buyers. */
record FulfilmentSetup(Foundation base, Stores stores) {

  /** Serves it to administrators; the answer takes the same steps by itself, as tasks. */
  TakeStep start() {
    OrderConfig config = base.config();
    FulfilOrder fulfilOrder = new FulfilOrder(stores.orders(), stores.fulfilments(), base.clock());
    base.server()
        .serve(new FulfilmentApi(fulfilOrder).definition())
        .serve(new FulfilmentTaskApi(stores.tasks()).definition())
        .serve(new PurchaseApi(stores.fulfilments()).definition());
    return new TakeStep(
        stores.orders(),
        fulfilOrder,
        new PostRoom(config.carrier()),
        config.fulfilment(),
        base.clock());
  }
}
