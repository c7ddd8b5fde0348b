package dev.souk.order.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.error.Errors;
import dev.souk.order.domain.HistoryEntry;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderState;
import dev.souk.order.domain.Shipment;
import dev.souk.order.task.WaitingTask;
import dev.souk.order.world.Checkouts;
import dev.souk.order.world.Scenes;
import dev.souk.order.world.TestPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The tasks by which orders go to their buyers, an hour a step. */
class FulfilmentTaskTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();
  private static final Duration HOUR = Duration.ofHours(1);
  private static final FlakyRoom room = new FlakyRoom();
  private static Checkouts shop;
  private static Scenes scenes;

  @BeforeAll
  static void open() throws IOException {
    FulfilmentPlan hourly =
        new FulfilmentPlan(
            Map.of(
                FulfilmentStep.PICK, HOUR,
                FulfilmentStep.PACK, HOUR,
                FulfilmentStep.SHIP, HOUR,
                FulfilmentStep.DELIVER, HOUR));
    shop = new Checkouts(POSTGRES.open(), hourly, room);
    scenes = new Scenes(shop);
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  /** A warehouse that cannot on demand. */
  private static final class FlakyRoom implements Warehouse {
    private final Warehouse room = new PostRoom("Pigeons");
    private final AtomicInteger failures = new AtomicInteger();

    private void fail() {
      if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw Errors.unavailable("the warehouse");
      }
    }

    @Override
    public void pick(Order order) {
      fail();
      room.pick(order);
    }

    @Override
    public void pack(Order order) {
      fail();
      room.pack(order);
    }

    @Override
    public Shipment ship(Order order) {
      fail();
      return room.ship(order);
    }

    @Override
    public boolean isDelivered(Order order) {
      fail();
      return room.isDelivered(order);
    }
  }

  private static WaitingTask task(Order order) {
    return shop.fulfilments().stream()
        .filter(task -> task.subjectId().equals(order.orderId()))
        .findFirst()
        .orElseThrow();
  }

  private static boolean hasTask(Order order) {
    return shop.fulfilments().stream().anyMatch(task -> task.subjectId().equals(order.orderId()));
  }

  private static void later(Duration time) {
    shop.clock().advance(time);
    shop.runTasks();
  }

  @Test
  void every_step_is_taken_when_it_is_due() {
    Order order = scenes.bought();
    later(Duration.ofMinutes(59));
    assertThat(task(order).step()).isEqualTo("PICK");
    later(Duration.ofMinutes(2));
    assertThat(task(order).step()).isEqualTo("PACK");
    assertThat(scenes.read(order).state()).isEqualTo(OrderState.PAID);
    later(Duration.ofMinutes(61));
    assertThat(scenes.read(order).state()).isEqualTo(OrderState.PACKED);
    later(Duration.ofMinutes(59));
    assertThat(scenes.read(order).state()).isEqualTo(OrderState.PACKED);
    later(Duration.ofMinutes(2));
    assertThat(scenes.read(order).state()).isEqualTo(OrderState.SHIPPED);
    later(Duration.ofMinutes(61));
    assertThat(scenes.read(order).state()).isEqualTo(OrderState.DELIVERED);
    assertThat(hasTask(order)).isFalse();
    assertThat(scenes.read(order).history().subList(2, 5))
        .extracting(HistoryEntry::actor)
        .containsOnly("order-service");
  }

  @Test
  void a_step_that_an_administrator_took_is_moot_and_the_next_is_an_hour_after_it() {
    Order order = scenes.bought();
    shop.clock().advance(Duration.ofMinutes(30));
    Order packed = shop.pack(order.orderId());
    later(Duration.ofMinutes(31));
    assertThat(task(order).step()).isEqualTo("SHIP");
    assertThat(task(order).dueTime()).isEqualTo(packed.history().getLast().time().plus(HOUR));
    assertThat(scenes.read(order)).isEqualTo(packed);
    Order delivered = shop.ship(order.orderId());
    assertThat(delivered.state()).isEqualTo(OrderState.DELIVERED);
    later(HOUR);
    assertThat(hasTask(order)).isFalse();
    assertThat(scenes.read(order)).isEqualTo(delivered);
  }

  @Test
  void a_cancelled_order_goes_nowhere() {
    Order order = scenes.bought();
    Order cancelled = shop.cancel(order.userId(), order.orderId());
    assertThat(cancelled.state()).isEqualTo(OrderState.CANCELLED);
    assertThat(hasTask(order)).isFalse();
  }

  @Test
  void a_step_that_fails_is_tried_again_with_growing_delays_and_seen() {
    Order order = scenes.bought();
    room.failures.set(3);
    later(Duration.ofMinutes(61));
    assertThat(task(order).attempts()).isEqualTo(1);
    assertThat(task(order).lastError()).isEqualTo("DEPENDENCY_UNAVAILABLE");
    later(Duration.ofMinutes(1));
    later(Duration.ofMinutes(1));
    assertThat(task(order).attempts()).isEqualTo(3);
    later(Duration.ofMinutes(1));
    assertThat(task(order).attempts()).isZero();
    assertThat(task(order).lastError()).isEmpty();
    assertThat(task(order).step()).isEqualTo("PACK");
  }

  @Test
  void wherever_it_dies_the_order_is_delivered_once() {
    int call = 1;
    boolean died = true;
    while (died) {
      Order order = scenes.bought();
      died = shop.crashes().killAt(call, () -> shop.stepsOf(order.orderId()));
      for (int hour = 0; hour < 6; hour++) {
        later(Duration.ofMinutes(61));
      }
      assertThat(Checkouts.path(scenes.read(order)))
          .as("call " + call)
          .isEqualTo(
              List.of(
                  OrderState.PENDING,
                  OrderState.PAID,
                  OrderState.PACKED,
                  OrderState.SHIPPED,
                  OrderState.DELIVERED));
      assertThat(hasTask(order)).isFalse();
      call++;
    }
    assertThat(call).as("deaths visited").isGreaterThan(10);
  }
}
