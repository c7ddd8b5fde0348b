package dev.souk.order.store;

import dev.souk.kit.id.Ids;
import dev.souk.order.domain.AllOrders;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderFilter;
import dev.souk.order.domain.OrderFilter.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads pages of all orders by their ids, which begin with the time that they were made at: so the
 * primary key is in the order of the list, and an index on a filter needs nothing but the id beside
 * it.
 */
public final class PostgresAllOrders implements AllOrders {
  /** Between the making of an order's id and its time of creation less than this goes by. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private final PostgresOrders orders;

  /** Reads with the same statements as single orders. */
  public PostgresAllOrders(PostgresOrders orders) {
    this.orders = orders;
  }

  @Override
  public List<Order> page(OrderFilter filter) {
    Query query = query(filter);
    return orders.read(PostgresOrders.SELECT + query.conditions(), query.parameters().toArray());
  }

  /**
   * What comes after the table in a statement.
   *
   * @param conditions with a mark for each parameter
   * @param parameters in their order
   */
  record Query(String conditions, List<Object> parameters) {}

  static Query query(OrderFilter filter) {
    List<String> conditions = new ArrayList<>();
    List<Object> parameters = new ArrayList<>();
    filter
        .owner()
        .ifPresent((Owner owner) -> {
          switch (owner) {
            case Owner.OfBuyer(String buyerId) -> {
              conditions.add("user_id = ?");
              parameters.add(buyerId);
            }
            case Owner.OfEmail(String email) -> {
              conditions.add("email <> '' and lower(email) = lower(?)");
              parameters.add(email);
            }
            case Owner.Numbered(String number) -> {
              conditions.add("number = ?");
              parameters.add(number);
            }
          }
        });
    filter
        .state()
        .ifPresent(state -> {
          conditions.add("state = ?");
          parameters.add(state);
        });
    filter
        .from()
        .ifPresent((Instant from) -> {
          conditions.add("order_id >= ? and create_time >= ?");
          parameters.add(Ids.floor("ord", from.minus(MARGIN)));
          parameters.add(from);
        });
    filter
        .before()
        .ifPresent((Instant before) -> {
          conditions.add("order_id < ? and create_time < ?");
          parameters.add(Ids.floor("ord", before.plus(MARGIN)));
          parameters.add(before);
        });
    filter
        .after()
        .ifPresent(orderId -> {
          conditions.add("order_id < ?");
          parameters.add(orderId);
        });
    parameters.add(filter.limit());
    String where = conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions) + ' ';
    return new Query(where + "order by order_id desc limit ?", parameters);
  }
}
