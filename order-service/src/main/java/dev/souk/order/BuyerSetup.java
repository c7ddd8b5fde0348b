package dev.souk.order;

import dev.souk.kit.server.RepeatedTask;
import dev.souk.order.api.UserDataApi;
import dev.souk.order.store.PostgresBuyerErasure;
import java.time.Clock;
import java.time.Duration;

/** What orders know of their buyers. */
record BuyerSetup(Foundation base, Stores stores) {

  /** Exports and erases it for users who ask, and forgets guests in time. */
  void start() {
    Clock clock = base.clock();
    PostgresBuyerErasure erasure = new PostgresBuyerErasure(base.database());
    base.server()
        .serve(new UserDataApi(stores.orders(), stores.returns(), erasure, clock).definition());
    base.server()
        .closing(
            new RepeatedTask(
                "guests",
                Duration.ofHours(1),
                () ->
                    erasure.eraseGuests(
                        clock.instant().minus(base.config().guestRetention()), clock.instant())));
  }
}
