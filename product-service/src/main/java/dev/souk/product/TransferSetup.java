package dev.souk.product;

import dev.souk.kit.id.Ids;
import dev.souk.kit.server.RepeatedTask;
import dev.souk.kit.server.SoukServer;
import dev.souk.product.catalog.domain.Categories;
import dev.souk.product.catalog.domain.CreateProduct;
import dev.souk.product.catalog.domain.Products;
import dev.souk.product.catalog.domain.UpdateProduct;
import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.seller.SellerGuard;
import dev.souk.product.seller.Sellers;
import dev.souk.product.transfer.api.MessageDetailRules;
import dev.souk.product.transfer.api.TransferRpcs;
import dev.souk.product.transfer.domain.FileFormat;
import dev.souk.product.transfer.domain.ImportBatch;
import dev.souk.product.transfer.domain.Operations;
import dev.souk.product.transfer.domain.ReadTransfers;
import dev.souk.product.transfer.domain.RecordFormat;
import dev.souk.product.transfer.domain.Rights;
import dev.souk.product.transfer.domain.RunExport;
import dev.souk.product.transfer.domain.RunImport;
import dev.souk.product.transfer.domain.StartTransfer;
import dev.souk.product.transfer.domain.TransferWorker;
import dev.souk.product.transfer.format.CsvFormat;
import dev.souk.product.transfer.format.JsonLinesFormat;
import dev.souk.product.transfer.store.DynamoOperations;
import dev.souk.product.transfer.store.DynamoSkuOwners;
import dev.souk.product.v1.TransferServiceGrpc;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * Imports and exports.
 *
 * @param dynamo where operations are kept
 * @param sellers asked again whenever a batch begins
 */
record TransferSetup(
    Dynamo dynamo,
    Products products,
    Categories categories,
    CreateProduct createProduct,
    UpdateProduct updateProduct,
    Sellers sellers,
    Clock clock,
    Ids ids) {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final Map<FileFormat, RecordFormat> FORMATS =
      Map.of(FileFormat.CSV, new CsvFormat(), FileFormat.JSON_LINES, new JsonLinesFormat());

  /** Serves them, and works on those that were begun here and elsewhere. */
  void on(SoukServer server) {
    Operations operations = new DynamoOperations(dynamo, clock);
    StartTransfer start = new StartTransfer(operations, FORMATS, clock, ids);
    ReadTransfers read = new ReadTransfers(operations);
    server
        .serve(new TransferRpcs(start, read, new SellerGuard(sellers)).definition())
        .largest(TransferServiceGrpc.getImportProductsMethod(), TransferRpcs.MAX_REQUEST_BYTES);
    TransferWorker worker = worker(operations);
    server.closing(new RepeatedTask("transfers", BETWEEN_LOOKS, worker::run));
    server.closing(worker);
  }

  /** A worker on those operations. */
  TransferWorker worker(Operations operations) {
    ImportBatch batches =
        new ImportBatch(
            products,
            new DynamoSkuOwners(dynamo),
            categories,
            createProduct,
            updateProduct,
            new MessageDetailRules());
    Rights rights = new Rights(sellers);
    return new TransferWorker(
        operations,
        new RunImport(operations, FORMATS, batches, rights),
        new RunExport(operations, FORMATS, products, categories, rights),
        clock,
        ids.next("worker"));
  }
}
