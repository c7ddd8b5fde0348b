package dev.souk.product.transfer.api;

import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import dev.souk.kit.error.Errors;
import dev.souk.kit.error.SignInErrors;
import dev.souk.kit.id.Ids;
import dev.souk.kit.identity.Identity;
import dev.souk.kit.paging.PageSize;
import dev.souk.kit.paging.PageTokens;
import dev.souk.kit.server.Rpc;
import dev.souk.product.catalog.domain.ProductStatus;
import dev.souk.product.catalog.domain.Viewer;
import dev.souk.product.seller.SellerGuard;
import dev.souk.product.transfer.domain.FileFormat;
import dev.souk.product.transfer.domain.ImportOptions;
import dev.souk.product.transfer.domain.Operations.NumberedError;
import dev.souk.product.transfer.domain.ReadTransfers;
import dev.souk.product.transfer.domain.StartTransfer;
import dev.souk.product.transfer.format.SourceFile;
import dev.souk.product.v1.DownloadResultRequest;
import dev.souk.product.v1.ExportCatalogRequest;
import dev.souk.product.v1.GetOperationRequest;
import dev.souk.product.v1.ImportProductsRequest;
import dev.souk.product.v1.ListRowErrorsRequest;
import dev.souk.product.v1.ListRowErrorsResponse;
import dev.souk.product.v1.Operation;
import dev.souk.product.v1.TransferServiceGrpc;
import io.grpc.Metadata;
import io.grpc.ServerServiceDefinition;
import java.util.List;
import java.util.regex.Pattern;

/** Serves {@code souk.product.v1.TransferService}. */
public final class TransferRpcs {
  private static final int MAX_FILE_BYTES = 16 * 1024 * 1024;

  /** The largest file, and what the message holds besides. */
  public static final int MAX_REQUEST_BYTES = MAX_FILE_BYTES + 64 * 1024;

  private static final Metadata.Key<String> CONTENT_TYPE =
      Metadata.Key.of("x-souk-content-type", Metadata.ASCII_STRING_MARSHALLER);
  private static final Pattern PLACE = Pattern.compile("\\d{8}#\\d{5}/\\d{5}");

  private final StartTransfer startTransfer;
  private final ReadTransfers readTransfers;
  private final SellerGuard sellerGuard;

  /** Serves the use cases. */
  public TransferRpcs(
      StartTransfer startTransfer, ReadTransfers readTransfers, SellerGuard sellerGuard) {
    this.startTransfer = startTransfer;
    this.readTransfers = readTransfers;
    this.sellerGuard = sellerGuard;
  }

  /** The methods, bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(TransferServiceGrpc.getServiceDescriptor())
        .unary(TransferServiceGrpc.getImportProductsMethod(), this::importProducts)
        .unary(TransferServiceGrpc.getExportCatalogMethod(), this::export)
        .unary(TransferServiceGrpc.getGetOperationMethod(), this::get)
        .unary(TransferServiceGrpc.getListRowErrorsMethod(), this::listErrors)
        .unaryWithMetadata(
            TransferServiceGrpc.getDownloadResultMethod(), (request, metadata) -> part(request))
        .build();
  }

  private Operation importProducts(ImportProductsRequest request) {
    sellerGuard.verifyCaller();
    FileFormat format = MediaTypes.format(request.getFile().getContentType());
    ImportOptions options =
        new ImportOptions(format, request.getColumns(), request.getCurrencyCode(), status(request));
    ByteString file = request.getFile().getData();
    if (file.size() > MAX_FILE_BYTES) {
      throw Errors.messageTooLarge(MAX_FILE_BYTES);
    }
    String text = SourceFile.text(file.asReadOnlyByteBuffer());
    return TransferMessages.operation(
        startTransfer.importFile(text, options, request.getDryRun(), viewer()));
  }

  private Operation export(ExportCatalogRequest request) {
    Viewer caller = viewer();
    String sellerId = request.getSellerId();
    if (!caller.admin() && !sellerId.isEmpty() && !sellerId.equals(caller.userId())) {
      throw SignInErrors.roleRequired(List.of(Identity.ADMIN));
    }
    FileFormat format =
        request.getFormat() == dev.souk.product.v1.FileFormat.FILE_FORMAT_CSV
            ? FileFormat.CSV
            : FileFormat.JSON_LINES;
    return TransferMessages.operation(
        startTransfer.exportProducts(format, caller.admin() ? sellerId : caller.userId(), caller));
  }

  private Operation get(GetOperationRequest request) {
    return TransferMessages.operation(operation(request.getOperationId()));
  }

  private ListRowErrorsResponse listErrors(ListRowErrorsRequest request) {
    String id = operation(request.getOperationId()).operationId();
    String query = "ListRowErrors " + id;
    String after = PageTokens.decode(query, request.getPageToken()).orElse("");
    if (!after.isEmpty() && !PLACE.matcher(after).matches()) {
      throw Errors.pageTokenInvalid();
    }
    int size = PageSize.of(request.getPageSize());
    List<NumberedError> errors = readTransfers.errors(id, after, size + 1, viewer());
    List<NumberedError> page = errors.subList(0, Math.min(size, errors.size()));
    return ListRowErrorsResponse.newBuilder()
        .addAllRowErrors(
            page.stream().map(error -> TransferMessages.rowError(error.error())).toList())
        .setNextPageToken(
            errors.size() > size ? PageTokens.encode(query, page.getLast().place()) : "")
        .build();
  }

  private Rpc.Answer<HttpBody> part(DownloadResultRequest request) {
    var operation = operation(request.getOperationId());
    String text = readTransfers.part(operation, Math.max(1, request.getPart()));
    String contentType = MediaTypes.of(operation.task().options().format());
    Metadata metadata = new Metadata();
    metadata.put(CONTENT_TYPE, contentType);
    return new Rpc.Answer<>(
        HttpBody.newBuilder()
            .setContentType(contentType)
            .setData(ByteString.copyFromUtf8(text))
            .build(),
        metadata);
  }

  private dev.souk.product.transfer.domain.Operation operation(String id) {
    if (!Ids.isValid("opn", id)) {
      throw Errors.notFound("operation", id);
    }
    return readTransfers.get(id, viewer());
  }

  private static Viewer viewer() {
    Identity caller = Identity.current();
    return new Viewer(caller.requireUserId(), caller.has(Identity.ADMIN));
  }

  private static ProductStatus status(ImportProductsRequest request) {
    return switch (request.getStatus()) {
      case PRODUCT_STATUS_UNSPECIFIED, PRODUCT_STATUS_DRAFT -> ProductStatus.DRAFT;
      case PRODUCT_STATUS_ACTIVE -> ProductStatus.ACTIVE;
      case PRODUCT_STATUS_ARCHIVED -> ProductStatus.ARCHIVED;
      case UNRECOGNIZED -> throw Errors.invalid("status", "must be a known status");
    };
  }
}
