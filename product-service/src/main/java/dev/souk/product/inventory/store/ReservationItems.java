package dev.souk.product.inventory.store;

import dev.souk.product.dynamo.InventoryTable;
import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.ItemBuilder;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.LevelAttributes;
import dev.souk.product.dynamo.Write;
import dev.souk.product.inventory.domain.Reservation;
import dev.souk.product.inventory.domain.ReservationLine;
import dev.souk.product.inventory.domain.ReservationState;
import java.time.Instant;

/**
 * Reservation items and the writes that change them. Only those that somebody must look at later
 * stand in the index of what is due.
 */
public final class ReservationItems {
  private ReservationItems() {}

  /** The reservation that an item holds. */
  public static Reservation read(Item item) {
    return new Reservation(
        item.text("reservationId"),
        item.text("orderId"),
        ReservationState.valueOf(item.text("state")),
        item.items("lines").stream().map(ReservationItems::line).toList(),
        item.integer("moved"),
        item.instant("expireTime"));
  }

  /** Lines from when there was one location do not name it. */
  private static ReservationLine line(Item line) {
    return new ReservationLine(
        line.text("sku"),
        line.integer("quantity"),
        line.optionalText("location").orElse(LevelAttributes.MAIN));
  }

  /** A new reservation; refused when the order has one. */
  static Write create(Reservation reservation) {
    Key key = InventoryTable.reservation(reservation.orderId());
    ItemBuilder item =
        ItemBuilder.at(key)
            .text("reservationId", reservation.reservationId())
            .text("orderId", reservation.orderId())
            .text("state", reservation.state().name())
            .number("moved", reservation.moved())
            .instant("expireTime", reservation.expireTime())
            .structures(
                "lines",
                reservation.lines().stream()
                    .map(line ->
                        ItemBuilder.structure()
                            .text("sku", line.sku())
                            .number("quantity", line.quantity())
                            .text("location", line.location())
                            .build())
                    .toList());
    if (reservation.state() == ReservationState.ACTIVE) {
      item.text(InventoryTable.DUE_SHARD, InventoryTable.dueShard(reservation.orderId()))
          .instant(InventoryTable.DUE_AT, reservation.expireTime());
    }
    return Write.create(key, item);
  }

  /** A change to a state in which nothing is due; refused unless it is as it was read. */
  static Write settle(Reservation before, Reservation after) {
    return change(before, after, "SET #state = :state, #moved = :moved REMOVE #dueShard, #dueAt");
  }

  /** A change that must be followed by another; refused unless it is as it was read. */
  static Write proceed(Reservation before, Reservation after, Instant due) {
    return change(
            before,
            after,
            "SET #state = :state, #moved = :moved, #dueShard = :dueShard, #dueAt = :dueAt")
        .with("dueShard", InventoryTable.dueShard(before.orderId()))
        .with("dueAt", due.toEpochMilli());
  }

  private static Write change(Reservation before, Reservation after, String expression) {
    return Write.update(InventoryTable.reservation(before.orderId()), expression)
        .when("#state = :stateBefore AND #moved = :movedBefore")
        .with("state", after.state().name())
        .with("moved", after.moved())
        .with("stateBefore", before.state().name())
        .with("movedBefore", before.moved());
  }
}
