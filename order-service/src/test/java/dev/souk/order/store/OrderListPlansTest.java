package dev.souk.order.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.id.Ids;
import dev.souk.kit.sql.Database;
import dev.souk.order.domain.OrderFilter;
import dev.souk.order.domain.OrderFilter.Owner;
import dev.souk.order.domain.OrderState;
import dev.souk.order.world.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How PostgreSQL finds a page of all orders, for every combination of filters. */
class OrderListPlansTest {
  private static final int ORDERS = 60_000;
  private static final int PAGE = 21;

  /** Where one row in so many counts, PostgreSQL may rather skip the others: few, among so many. */
  private static final int MOST_REMOVED = 40 * PAGE;

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Pattern REMOVED = Pattern.compile("Rows Removed by Filter: (\\d+)");

  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();
  private static Database database;

  @BeforeAll
  static void load() {
    database = POSTGRES.open();
    String[] ids =
        IntStream.range(0, ORDERS).mapToObj(i -> Ids.floor("ord", at(i))).toArray(String[]::new);
    database.transaction(sql -> {
      // What the tables hold together by triggers is beside the point here.
      sql.update("set local session_replication_role = replica");
      return sql.update(
          """
          insert into orders (order_id, number, user_id, state, version, currency, subtotal, discount, shipping, tax,
            tax_included, total, shipping_address, billing_address, payment_id, create_time, email, access_token_hash)
          select id, 'S-' || n, case when n % 10 = 0 then 'gst_' || n % 20 else 'usr_' || n % 4 end,
            case when n % 500 < 2 then 'PENDING' when n % 7 = 0 then 'CANCELLED' else 'PAID' end, 1, 'GBP', 100, 0, 0, 0,
            true, 100, '{}', '{}', 'pay_' || n, ?::timestamptz + (n - 1) * interval '1 minute',
            case when n % 10 = 0 then 'Guest' || n % 20 || '@example.com' end, case when n % 10 = 0 then 'x' end
          from unnest(?::text[]) with ordinality ids (id, n)
          """,
          START.toString(), ids);
    });
    database.run(sql -> sql.update("analyze orders"));
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private static Instant at(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }

  static Stream<OrderFilter> filters() {
    List<Optional<Owner>> owners =
        List.of(
            Optional.empty(),
            Optional.of(new Owner.OfBuyer("usr_3")),
            Optional.of(new Owner.OfEmail("guest10@EXAMPLE.com")),
            Optional.of(new Owner.Numbered("S-4711")));
    List<Optional<OrderState>> states =
        List.of(Optional.empty(), Optional.of(OrderState.PAID), Optional.of(OrderState.PENDING));
    return owners.stream()
        .flatMap(owner ->
            states.stream()
                .flatMap(state ->
                    IntStream.range(0, 4)
                        .mapToObj(bits ->
                            new OrderFilter(
                                owner,
                                state,
                                (bits & 1) == 0 ? Optional.empty() : Optional.of(at(9_000)),
                                (bits & 1) == 0 ? Optional.empty() : Optional.of(at(22_000)),
                                (bits & 2) == 0
                                    ? Optional.empty()
                                    : Optional.of(Ids.floor("ord", at(20_000))),
                                PAGE))));
  }

  /**
   * Where few orders match, PostgreSQL would rather sort them. That there is a way without is what
   * makes a page of many as cheap.
   */
  @ParameterizedTest
  @MethodSource("filters")
  @DisplayName("96: a page is read from an index in its order, whatever the filters")
  void a_page_is_read_from_an_index(OrderFilter filter) {
    PostgresAllOrders.Query query = PostgresAllOrders.query(filter);
    boolean mayMatchMany = filter.owner().filter(Owner.Numbered.class::isInstance).isEmpty();
    List<String> lines =
        database.transaction(sql -> {
          if (mayMatchMany) {
            sql.update("set local enable_sort = off");
            sql.update("set local enable_bitmapscan = off");
          }
          return sql.list(
              "explain (analyze, costs off, timing off, summary off) select * from orders "
                  + query.conditions(),
              row -> row.getString(1),
              query.parameters().toArray());
        });
    String plan = String.join("\n", lines);
    assertThat(plan).contains("Index").doesNotContain("Seq Scan");
    if (mayMatchMany) {
      assertThat(plan).doesNotContain("Sort", "Bitmap");
    }
    Matcher removed = REMOVED.matcher(plan);
    assertThat(removed.find() ? Integer.parseInt(removed.group(1)) : 0)
        .as(plan)
        .isLessThan(MOST_REMOVED);
  }
}
