package dev.souk.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import dev.souk.product.v1.DownloadResultRequest;
import dev.souk.product.v1.ExportCatalogRequest;
import dev.souk.product.v1.FileFormat;
import dev.souk.product.v1.GetOperationRequest;
import dev.souk.product.v1.ImportProductsRequest;
import dev.souk.product.v1.ListRowErrorsRequest;
import dev.souk.product.v1.ListRowErrorsResponse;
import dev.souk.product.v1.Operation;
import dev.souk.product.v1.RowError;
import dev.souk.product.v1.TransferServiceGrpc;
import dev.souk.product.v1.TransferServiceGrpc.TransferServiceBlockingStub;
import io.grpc.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Somebody who imports and exports. */
record TransferShop(TransferServiceBlockingStub stub) {
  static final String CSV = "text/csv";
  static final String JSON_LINES = "application/x-ndjson";
  private static final Duration LONGEST = Duration.ofMinutes(4);

  static TransferShop of(Channel channel) {
    return new TransferShop(TransferServiceGrpc.newBlockingStub(channel));
  }

  static ImportProductsRequest.Builder file(String contentType, String content) {
    return file(contentType, ByteString.copyFrom(content, UTF_8));
  }

  static ImportProductsRequest.Builder file(String contentType, ByteString content) {
    return ImportProductsRequest.newBuilder()
        .setFile(HttpBody.newBuilder().setContentType(contentType).setData(content));
  }

  /** Imports a file, to the end. */
  Operation imported(ImportProductsRequest.Builder request) {
    Operation ended = ended(stub.importProducts(request.build()));
    assertThat(ended.getState()).isEqualTo(Operation.State.STATE_SUCCEEDED);
    assertThat(
            ended.getRowsCreated()
                + ended.getRowsUpdated()
                + ended.getRowsUnchanged()
                + ended.getRowsRefused())
        .isEqualTo(ended.getRowsTotal());
    assertThat(errors(ended)).hasSize(ended.getRowsRefused());
    return ended;
  }

  /** What an export of everything that the caller may export has. */
  String exported(FileFormat format) {
    Operation ended =
        ended(stub.exportCatalog(ExportCatalogRequest.newBuilder().setFormat(format).build()));
    assertThat(ended.getState()).isEqualTo(Operation.State.STATE_SUCCEEDED);
    assertThat(ended.getResultParts()).isEqualTo(1);
    return part(ended, 1);
  }

  String part(Operation operation, int part) {
    return stub.downloadResult(
            DownloadResultRequest.newBuilder()
                .setOperationId(operation.getOperationId())
                .setPart(part)
                .build())
        .getData()
        .toStringUtf8();
  }

  Operation get(Operation operation) {
    return stub.getOperation(
        GetOperationRequest.newBuilder().setOperationId(operation.getOperationId()).build());
  }

  Operation ended(Operation begun) {
    return await()
        .atMost(LONGEST)
        .until(
            () -> get(begun), operation -> operation.getState() != Operation.State.STATE_RUNNING);
  }

  /** All rows that were refused, page after page. */
  List<RowError> errors(Operation operation) {
    List<RowError> all = new ArrayList<>();
    ListRowErrorsRequest.Builder request =
        ListRowErrorsRequest.newBuilder()
            .setOperationId(operation.getOperationId())
            .setPageSize(100);
    do {
      ListRowErrorsResponse page = stub.listRowErrors(request.build());
      all.addAll(page.getRowErrorsList());
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());
    return all;
  }
}
