package dev.souk.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.id.Ids;
import dev.souk.product.catalog.domain.Categories;
import dev.souk.product.catalog.domain.CreateProduct;
import dev.souk.product.catalog.domain.LiveProductViews;
import dev.souk.product.catalog.domain.Product;
import dev.souk.product.catalog.domain.ProductChanges;
import dev.souk.product.catalog.domain.ProductQuery;
import dev.souk.product.catalog.domain.ProductStatus;
import dev.souk.product.catalog.domain.UpdateProduct;
import dev.souk.product.catalog.domain.Viewer;
import dev.souk.product.catalog.event.ProductEvents;
import dev.souk.product.catalog.store.DynamoCategories;
import dev.souk.product.catalog.store.DynamoCategoryCounts;
import dev.souk.product.catalog.store.DynamoProducts;
import dev.souk.product.catalog.store.DynamoStock;
import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.DynamoConfig;
import dev.souk.product.dynamo.Migrations;
import dev.souk.product.outbox.OutboxEvents;
import dev.souk.product.seller.Sellers;
import dev.souk.product.transfer.domain.FileFormat;
import dev.souk.product.transfer.domain.ImportOptions;
import dev.souk.product.transfer.domain.Operation;
import dev.souk.product.transfer.domain.Operation.State;
import dev.souk.product.transfer.domain.Operations;
import dev.souk.product.transfer.domain.RowCounts;
import dev.souk.product.transfer.domain.RowError;
import dev.souk.product.transfer.domain.StartTransfer;
import dev.souk.product.transfer.domain.TransferWorker;
import dev.souk.product.transfer.format.CsvFormat;
import dev.souk.product.transfer.store.DynamoOperations;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@DisplayName("46: imports and exports go on whatever fails")
class TransferWorkerTest {
  private static final int ROWS = 250;
  private static final Duration LEASE = Duration.ofSeconds(31);

  private final TestClock clock = new TestClock();
  private final Ids ids = new Ids(clock);
  private final String adminId = ids.next("usr");
  private final Set<String> barred = ConcurrentHashMap.newKeySet();
  private final DynamoConfig config = TestDynamo.config();
  private final DynamoDbClient client = config.client();
  private final Dynamo dynamo = new Dynamo(client, config.tablePrefix());
  private final DynamoProducts products =
      new DynamoProducts(dynamo, new ProductEvents(new OutboxEvents(ids))::of);
  private final LiveProductViews views = new LiveProductViews(products, new DynamoStock(dynamo));
  private final Categories categories =
      new Categories(new DynamoCategories(dynamo, clock), new DynamoCategoryCounts(dynamo), ids);
  private final Sellers sellers =
      new Sellers() {
        @Override
        public boolean maySell(String userId) {
          return !barred.contains(userId);
        }

        @Override
        public boolean mayAdminister(String userId) {
          return userId.equals(adminId) && !barred.contains(userId);
        }
      };
  private final TransferSetup setup =
      new TransferSetup(
          dynamo,
          products,
          categories,
          new CreateProduct(products, categories, views, clock, ids),
          new UpdateProduct(new ProductChanges(products, views, _ -> {}), categories, clock),
          sellers,
          clock,
          ids);
  private final DynamoOperations operations = new DynamoOperations(dynamo, clock);
  private final String sellerId = ids.next("usr");

  TransferWorkerTest() {
    new Migrations(client, config.tablePrefix(), clock).run();
  }

  @AfterEach
  void close() {
    client.close();
  }

  private StartTransfer start() {
    return new StartTransfer(operations, Map.of(FileFormat.CSV, new CsvFormat()), clock, ids);
  }

  private Operation begin(String userId, String csv) {
    return start()
        .importFile(
            csv,
            new ImportOptions(FileFormat.CSV, "", "GBP", ProductStatus.ACTIVE),
            false,
            new Viewer(userId, userId.equals(adminId)));
  }

  /** One row in ten is refused. */
  private static String csv(String prefix, int rows) {
    return IntStream.range(0, rows)
        .mapToObj(i -> prefix + i + ",Product " + i + (i % 10 == 9 ? ",-1" : ",1.50"))
        .collect(Collectors.joining("\n", "sku,name,price\n", "\n"));
  }

  private Operation now(Operation operation) {
    return operations.find(operation.operationId()).orElseThrow();
  }

  private List<String> listed(String userId) {
    return products.list(
        new ProductQuery("", userId, ProductStatus.ACTIVE), Optional.empty(), 1000);
  }

  private void assertAllUsedOrRefused(Operation operation) {
    Operation done = now(operation);
    RowCounts rows = done.progress().rows();
    assertThat(done.ending().state()).isEqualTo(State.SUCCEEDED);
    assertThat(rows.created()).isEqualTo(ROWS * 9 / 10);
    assertThat(rows.unchanged() + rows.updated()).isZero();
    assertThat(rows.refused()).isEqualTo(ROWS / 10);
    assertThat(rows.total()).isEqualTo(ROWS);
    List<Long> lines =
        operations.errors(done.operationId(), "", ROWS).stream()
            .map(error -> error.error().line())
            .toList();
    assertThat(lines).hasSize(ROWS / 10).doesNotHaveDuplicates();
    assertThat(listed(done.task().userId())).hasSize(ROWS * 9 / 10);
    assertThat(operations.pending()).isEmpty();
    assertThat(operations.underWay(done.task().userId())).isEmpty();
  }

  /** Operations with something that happens when an operation is saved. */
  private record Watched(Operations kept, Predicate<Operation> beforeSave) implements Operations {
    @Override
    public boolean save(Operation next) {
      return beforeSave.test(next) && kept.save(next);
    }

    @Override
    public Optional<String> begin(Operation operation, String content) {
      return kept.begin(operation, content);
    }

    @Override
    public Optional<String> underWay(String userId) {
      return kept.underWay(userId);
    }

    @Override
    public Optional<Operation> find(String operationId) {
      return kept.find(operationId);
    }

    @Override
    public List<Operation> pending() {
      return kept.pending();
    }

    @Override
    public void keepErrors(Operation operation, int batch, List<RowError> errors) {
      kept.keepErrors(operation, batch, errors);
    }

    @Override
    public String content(String operationId) {
      return kept.content(operationId);
    }

    @Override
    public void keepPart(Operation operation, int part, String text) {
      kept.keepPart(operation, part, text);
    }

    @Override
    public Optional<String> part(String operationId, int part) {
      return kept.part(operationId, part);
    }

    @Override
    public List<NumberedError> errors(String operationId, String after, int limit) {
      return kept.errors(operationId, after, limit);
    }
  }

  @Test
  void a_worker_that_is_killed_before_it_notes_a_batch_changes_nothing_for_the_next_one() {
    Operation operation = begin(sellerId, csv("KW-", ROWS));
    TransferWorker killed =
        setup.worker(
            new Watched(
                operations,
                next -> {
                  if (next.progress().batches() == 2) {
                    throw new StackOverflowError("killed");
                  }
                  return true;
                }));
    assertThatThrownBy(killed::run).isInstanceOf(StackOverflowError.class);
    assertThat(now(operation).progress().batches()).isEqualTo(1);
    Set<String> written = new HashSet<>(listed(sellerId));
    assertThat(written).hasSize(180);

    setup.worker(operations).run();
    assertThat(now(operation).isRunning()).as("its lease has not ended").isTrue();
    clock.advance(LEASE);
    setup.worker(operations).run();

    assertAllUsedOrRefused(operation);
    assertThat(listed(sellerId)).containsAll(written);
    assertThat(products.findAll(written).values()).allMatch(product -> product.version() == 1);
  }

  @Test
  void a_worker_that_was_held_up_notes_nothing_over_its_successor() {
    Operation operation = begin(sellerId, csv("HU-", ROWS));
    boolean[] overtaken = {false};
    TransferWorker slow =
        setup.worker(
            new Watched(
                operations,
                next -> {
                  if (next.progress().batches() == 1 && !overtaken[0]) {
                    overtaken[0] = true;
                    clock.advance(LEASE);
                    setup.worker(operations).run();
                  }
                  return true;
                }));

    slow.run();

    assertThat(overtaken[0]).isTrue();
    assertAllUsedOrRefused(operation);
  }

  @Test
  void two_workers_at_once_do_each_row_once() throws InterruptedException {
    Operation operation = begin(sellerId, csv("TW-", ROWS));
    List<Thread> workers =
        IntStream.range(0, 2)
            .mapToObj(_ -> Thread.ofVirtual().start(setup.worker(operations)::run))
            .toList();
    for (Thread worker : workers) {
      worker.join();
    }
    assertAllUsedOrRefused(operation);
  }

  @Test
  void what_a_killed_worker_did_counts_as_what_it_did() {
    String[] lines = csv("WK-", ROWS).split("\n");
    Operation first = begin(sellerId, String.join("\n", List.of(lines).subList(0, 31)) + "\n");
    setup.worker(operations).run();
    assertThat(now(first).progress().rows().created()).isEqualTo(27);
    lines[1] = lines[1].replace("1.50", "1.75");
    lines[2] = lines[2].replace("1.50", "1.75");

    Operation operation = begin(sellerId, String.join("\n", lines) + "\n");
    assertThatThrownBy(
            setup.worker(
                    new Watched(
                        operations,
                        next -> {
                          if (next.progress().batches() == 1) {
                            throw new StackOverflowError("killed");
                          }
                          return true;
                        }))
                ::run)
        .isInstanceOf(StackOverflowError.class);
    assertThat(listed(sellerId)).as("the batch was written").hasSize(90);
    clock.advance(LEASE);
    setup.worker(operations).run();

    assertThat(now(operation).progress().rows()).isEqualTo(new RowCounts(ROWS, 198, 2, 25, 25));
    assertThat(products.findAll(listed(sellerId)).values().stream().map(Product::version))
        .as("nothing was written twice")
        .containsOnly(1L, 2L);
  }

  /** Ends somebody's rights when so many batches are noted. */
  private TransferWorker barringAfter(int batches, String userId) {
    return setup.worker(
        new Watched(
            operations,
            next -> {
              if (next.progress().batches() == batches) {
                barred.add(userId);
              }
              return true;
            }));
  }

  private void assertStopped(Operation operation) {
    assertThat(now(operation).ending().state()).isEqualTo(State.FAILED);
    assertThat(now(operation).ending().reason()).isEqualTo("ROLE_REQUIRED");
    assertThat(operations.underWay(operation.task().userId())).isEmpty();
  }

  @Test
  void a_seller_who_is_none_any_more_imports_no_further_batch() {
    Operation operation = begin(sellerId, csv("NS-", ROWS));
    barringAfter(1, sellerId).run();

    assertStopped(operation);
    assertThat(listed(sellerId)).hasSize(90);
  }

  @Test
  void an_admin_who_is_none_any_more_imports_no_further_batch() {
    Operation operation = begin(adminId, csv("NA-", ROWS));
    barringAfter(1, adminId).run();

    assertStopped(operation);
    assertThat(listed(adminId)).hasSize(90);
  }

  @Test
  void an_admin_who_is_none_any_more_exports_nothing() {
    Operation _ = begin(sellerId, csv("NE-", 20));
    setup.worker(operations).run();
    Operation export = start().exportProducts(FileFormat.CSV, "", new Viewer(adminId, true));
    barred.add(adminId);
    setup.worker(operations).run();

    assertStopped(export);
    assertThat(operations.part(export.operationId(), 1)).isEmpty();
  }

  @Test
  void a_user_has_one_operation_at_a_time_and_others_have_their_turn() {
    Operation first = begin(sellerId, csv("OT-", ROWS));
    assertThatThrownBy(() -> begin(sellerId, csv("OU-", 1)))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.reason()).isEqualTo("OPERATION_IN_PROGRESS");
              assertThat(e.variable("operationId")).isEqualTo(first.operationId());
            });
    clock.advance(Duration.ofSeconds(1));
    Operation small = begin(ids.next("usr"), csv("OS-", 1));
    StringBuilder order = new StringBuilder();

    setup
        .worker(
            new Watched(
                operations,
                next -> {
                  clock.advance(Duration.ofSeconds(6));
                  if (!next.isRunning()) {
                    order.append(next.operationId().equals(small.operationId()) ? "s" : "f");
                  }
                  return true;
                }))
        .run();

    assertThat(order).hasToString("sf");
    assertAllUsedOrRefused(first);
  }

  @Test
  void an_operation_expires_with_its_file_and_its_errors() {
    Operation operation = begin(sellerId, csv("EX-", ROWS));
    setup.worker(operations).run();
    clock.advance(Operation.KEPT);
    assertThat(operations.find(operation.operationId())).isEmpty();
  }

  @Test
  void a_file_of_many_chunks_comes_back_as_it_was() {
    Random random = new Random(1);
    String csv =
        IntStream.range(0, 45_000)
            .mapToObj(i -> "CH-" + i + "," + Long.toHexString(random.nextLong()))
            .collect(Collectors.joining("\n", "sku,name\n", "\n"));
    Operation operation = begin(sellerId, csv);
    assertThat(operations.content(operation.operationId())).isEqualTo(csv);
  }
}
