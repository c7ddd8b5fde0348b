package dev.souk.order.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.inventory.v1.Reservation;
import dev.souk.kit.error.ApiException;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderState;
import dev.souk.order.pricing.Discount.FreeShipping;
import dev.souk.order.world.Checkouts;
import dev.souk.order.world.TestPostgres;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Kills the driver at every call that it makes, and has somebody else go on. */
class CrashTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();
  private static final AtomicInteger scenes = new AtomicInteger();
  private static final String CODE = "CRASH";
  private static final int STOCK = 5;
  private static Checkouts shop;

  @BeforeAll
  static void open() throws IOException {
    shop = new Checkouts(POSTGRES.open());
    shop.use(CODE, new FreeShipping());
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  /** What the buyer does, and how it ends. */
  enum Story {
    PAID("tok_success", OrderState.PAID, ""),
    DECLINED("tok_declined", OrderState.FAILED, "PAYMENT_DECLINED"),
    CONFIRMED("tok_3ds", OrderState.PAID, ""),
    CONFIRMATION_REFUSED("tok_3ds", OrderState.FAILED, "PAYMENT_DECLINED"),
    NEVER_CONFIRMED("tok_3ds", OrderState.FAILED, "PAYMENT_DECLINED"),
    UNKNOWN_TOKEN("tok_nonsense", OrderState.FAILED, "INVALID_FIELD"),
    OUT_OF_STOCK("tok_success", OrderState.FAILED, "OUT_OF_STOCK"),
    PRICE_CHANGES_MEANWHILE("tok_success", OrderState.FAILED, "PRICE_CHANGED"),
    CANCELLED("tok_success", OrderState.CANCELLED, "");

    private final String token;
    private final OrderState end;
    private final String refusal;

    Story(String token, OrderState end, String refusal) {
      this.token = token;
      this.end = end;
      this.refusal = refusal;
    }
  }

  /** Who goes on after a crash. */
  enum Recovery {
    BY_THE_RUNNER,
    BY_THE_BUYER
  }

  static Stream<Arguments> stories() {
    return Stream.of(Story.values())
        .flatMap(
            story -> Stream.of(Recovery.values()).map(recovery -> Arguments.of(story, recovery)));
  }

  @ParameterizedTest(name = "{0} recovered {1}")
  @MethodSource("stories")
  void wherever_the_driver_dies_the_order_ends_and_the_books_agree(Story story, Recovery recovery) {
    int call = 1;
    while (diesAndRecovers(story, recovery, call)) {
      call++;
    }
    assertThat(call).as("deaths visited").isGreaterThan(5);
  }

  /** Whether there was a call to die after. */
  private static boolean diesAndRecovers(Story story, Recovery recovery, int call) {
    Scene scene = new Scene(story);
    boolean died = scene.playUntilDeath(call);
    String where = "call " + call;
    if (recovery == Recovery.BY_THE_BUYER) {
      shop.clock().advance(Checkouts.LEASE.plusSeconds(1));
    } else if (story == Story.CONFIRMED) {
      shop.resumeOnce(); // in time for the buyer to confirm
    } else {
      shop.resume();
    }
    scene.playToTheEnd(where);
    shop.resume();
    scene.requireSoundBooks(where);
    return died;
  }

  /** One buyer with a product of their own. */
  private static final class Scene {
    private final Story story;
    private final String user;
    private final String sku;

    Scene(Story story) {
      this.story = story;
      int number = scenes.incrementAndGet();
      this.user = "usr_" + number;
      this.sku = "SKU-" + number;
      var shelves = shop.world().shelves();
      shelves.put(sku, "GBP", 1999, STOCK);
      shop.world().trolleys().add(user, sku, story == Story.OUT_OF_STOCK ? STOCK + 1 : 2);
      if (story == Story.PRICE_CHANGES_MEANWHILE) {
        shelves.afterNextOffer(sku, () -> shelves.setPrice(sku, "GBP", 2099));
      }
      if (story == Story.CANCELLED) {
        shop.place(user, "key", story.token);
      }
    }

    boolean playUntilDeath(int call) {
      try {
        return shop.crashes().killAt(call, this::play);
      } catch (ApiException e) {
        return false;
      }
    }

    void playToTheEnd(String where) {
      try {
        Order order = play();
        assertThat(order.state()).as(where).isEqualTo(story.end);
        assertThat(story.refusal).as(where).isEmpty();
      } catch (ApiException e) {
        boolean waits = story == Story.NEVER_CONFIRMED;
        assertThat(e.reason())
            .as(where)
            .isIn(story.refusal, waits ? "PAYMENT_ACTION_REQUIRED" : story.refusal);
      }
    }

    private Order play() {
      if (story == Story.CANCELLED) {
        return shop.cancel(user, shop.ordersOf(user).getFirst().orderId());
      }
      try {
        return shop.place(user, "key", story.token);
      } catch (ApiException e) {
        if (!e.reason().equals("PAYMENT_ACTION_REQUIRED") || story == Story.NEVER_CONFIRMED) {
          throw e;
        }
        return decideAndGoOn(e.variable("orderId"));
      }
    }

    private Order decideAndGoOn(String orderId) {
      if (story == Story.CONFIRMED) {
        shop.world().bank().buyerConfirms(orderId);
      } else {
        shop.world().bank().buyerRefuses(orderId);
      }
      return shop.confirm(user, orderId);
    }

    void requireSoundBooks(String where) {
      List<Order> orders = shop.ordersOf(user);
      long paid = orders.stream().filter(order -> order.state() == OrderState.PAID).count();
      assertThat(paid).as(where).isEqualTo(story.end == OrderState.PAID ? 1 : 0);
      assertThat(shop.world().shelves().onHand(sku)).as(where).isEqualTo(STOCK - 2 * (int) paid);
      assertThat(shop.world().shelves().reserved(sku)).as(where).isZero();
      assertThat(shop.usesOf(CODE, user)).as(where).isEqualTo((int) paid);
      orders.forEach(order -> requireSound(order, where + ": " + order));
      boolean bought = story.end != OrderState.FAILED;
      assertThat(shop.world().trolleys().quantity(user, sku) == 0).as(where).isEqualTo(bought);
    }

    private void requireSound(Order order, String where) {
      String id = order.orderId();
      assertThat(order.state()).as(where).isEqualTo(story.end);
      assertThat(shop.world().bank().isSetAside(id)).as(where).isFalse();
      long kept = shop.world().bank().kept(id);
      Reservation.State hold = shop.world().shelves().stateOf(id);
      switch (order.state()) {
        case PAID -> {
          assertThat(kept).as(where).isEqualTo(2 * 1999);
          assertThat(hold).as(where).isEqualTo(Reservation.State.STATE_COMMITTED);
          assertThat(shop.eventsOf(id)).as(where).isEqualTo(1);
        }
        case FAILED -> {
          assertThat(kept).as(where).isZero();
          assertThat(shop.eventsOf(id)).as(where).isZero();
          assertThat(order.history().getLast().reason()).as(where).isEqualTo(story.refusal);
        }
        case CANCELLED -> {
          assertThat(kept).as(where).isZero();
          assertThat(hold).as(where).isEqualTo(Reservation.State.STATE_RESTOCKED);
          assertThat(shop.eventsOf(id)).as(where).isEqualTo(2);
        }
        default -> throw new AssertionError(where);
      }
    }
  }
}
