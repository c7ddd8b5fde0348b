package dev.souk.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import dev.souk.kit.config.Settings;
import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.DynamoConfig;
import dev.souk.product.dynamo.ItemBuilder;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.OperationsTable;
import dev.souk.product.dynamo.Write;
import dev.souk.product.v1.GetOperationRequest;
import dev.souk.product.v1.ImportProductsRequest;
import dev.souk.product.v1.Operation;
import dev.souk.product.v1.TransferServiceGrpc;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Rows of an import that creates products, one that finds them unchanged, and transactions of as
 * many items as a product has, sent raw by as many threads as an import has.
 */
final class ImportBench {
  private static final int ROWS = 500;
  private static final int ITEMS_OF_A_PRODUCT = 5;
  private static final int AT_ONCE = 8;
  private static final int ROUNDS = 3;
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private ImportBench() {}

  static void run() throws Exception {
    ManagedChannel products = Target.channel(Target.PRODUCT);
    ManagedChannel auth = Target.channel(Target.AUTH);
    DynamoConfig config =
        DynamoConfig.from(
            Settings.of(
                Map.of(
                    "SOUK_DYNAMODB_ENDPOINT", "http://127.0.0.1:" + Target.port(Target.DYNAMODB),
                    "SOUK_DYNAMODB_REGION", "eu-west-1",
                    "AWS_ACCESS_KEY_ID", "local",
                    "AWS_SECRET_ACCESS_KEY", "local")));
    try (DynamoDbClient client = config.client()) {
      Buyer seller = Buyer.signIn(auth, "seller@souk.local", "demo-seller-password");
      measure(
          TransferServiceGrpc.newBlockingStub(seller.on(products)),
          new Dynamo(client, config.tablePrefix()));
    } finally {
      products.shutdownNow();
      auth.shutdownNow();
    }
  }

  private static void measure(
      TransferServiceGrpc.TransferServiceBlockingStub transfers, Dynamo dynamo) throws Exception {
    imported(transfers, csv());
    raw(dynamo);
    Median created = new Median();
    Median unchanged = new Median();
    Median raw = new Median();
    for (int round = 0; round < ROUNDS; round++) {
      String csv = csv();
      created.add(imported(transfers, csv));
      unchanged.add(imported(transfers, csv));
      raw.add(raw(dynamo));
    }
    Report.line(
        "import %,.0f rows/s created, %,.0f unchanged; raw transactions of %d items %,.0f/s; ratio"
            + " %.2f",
        created.value(),
        unchanged.value(),
        ITEMS_OF_A_PRODUCT,
        raw.value(),
        created.value() / raw.value());
  }

  private static String csv() {
    String prefix = "BENCH-" + UUID.randomUUID() + "-";
    return IntStream.range(0, ROWS)
        .mapToObj(i -> prefix + i + ",Imported product " + i + ",19.99")
        .collect(Collectors.joining("\n", "sku,name,price\n", "\n"));
  }

  /** Rows a second, from the call to the end of the operation. */
  private static double imported(
      TransferServiceGrpc.TransferServiceBlockingStub transfers, String csv) {
    long start = System.nanoTime();
    Operation begun =
        transfers.importProducts(
            ImportProductsRequest.newBuilder()
                .setFile(
                    HttpBody.newBuilder()
                        .setContentType("text/csv")
                        .setData(ByteString.copyFrom(csv, UTF_8)))
                .setCurrencyCode("GBP")
                .build());
    GetOperationRequest request =
        GetOperationRequest.newBuilder().setOperationId(begun.getOperationId()).build();
    Operation operation =
        await()
            .pollInterval(POLL)
            .atMost(LONGEST)
            .until(
                () -> transfers.getOperation(request),
                found -> found.getState() != Operation.State.STATE_RUNNING);
    if (operation.getState() != Operation.State.STATE_SUCCEEDED || operation.getRowsRefused() > 0) {
      throw new IllegalStateException("the import ended as " + operation);
    }
    return ROWS * 1e9 / (System.nanoTime() - start);
  }

  /** Transactions a second. */
  private static double raw(Dynamo dynamo) throws Exception {
    String partition = "BENCH#" + UUID.randomUUID();
    List<List<Key>> transactions =
        IntStream.range(0, ROWS)
            .mapToObj(i ->
                IntStream.range(0, ITEMS_OF_A_PRODUCT)
                    .mapToObj(item -> new Key(OperationsTable.NAME, partition, i + "-" + item))
                    .toList())
            .toList();
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<?>> running = new ArrayList<>();
      for (List<Key> keys : transactions) {
        running.add(
            threads.submit(() -> dynamo.transact(keys.stream().map(ImportBench::put).toList())));
      }
      for (Future<?> done : running) {
        done.get();
      }
    }
    double rate = ROWS * 1e9 / (System.nanoTime() - start);
    transactions.forEach(dynamo::deleteAll);
    return rate;
  }

  private static Write put(Key key) {
    return Write.create(
        key, ItemBuilder.at(key).text("name", "Imported product").number("price", 1999));
  }
}
