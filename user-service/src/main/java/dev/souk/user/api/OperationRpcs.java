package dev.souk.user.api;

import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.souk.kit.error.Errors;
import dev.souk.kit.identity.Identity;
import dev.souk.kit.server.Rpc;
import dev.souk.user.domain.Users;
import dev.souk.user.domain.operation.DeleteAccount;
import dev.souk.user.domain.operation.DownloadExport;
import dev.souk.user.domain.operation.Operations;
import dev.souk.user.domain.operation.RequestExport;
import dev.souk.user.v1.DeleteMeRequest;
import dev.souk.user.v1.DownloadExportRequest;
import dev.souk.user.v1.ExportMeRequest;
import dev.souk.user.v1.GetMyOperationRequest;
import dev.souk.user.v1.ListUserOperationsRequest;
import dev.souk.user.v1.ListUserOperationsResponse;
import dev.souk.user.v1.Operation;
import dev.souk.user.v1.OperationServiceGrpc;
import io.grpc.Metadata;
import io.grpc.ServerServiceDefinition;

/** Serves {@code souk.user.v1.OperationService}. */
public final class OperationRpcs {
  private static final String JSON = "application/json";

  /** What the gateway makes the type of a raw body of. */
  private static final Metadata.Key<String> BODY_TYPE = key("x-souk-content-type");

  private static final Metadata.Key<String> DISPOSITION = key("content-disposition");

  private final Users users;
  private final Operations operations;
  private final DeleteAccount deleteAccount;
  private final RequestExport requestExport;
  private final DownloadExport downloadExport;

  /** Serves these use cases. */
  public OperationRpcs(
      Users users,
      Operations operations,
      DeleteAccount deleteAccount,
      RequestExport requestExport,
      DownloadExport downloadExport) {
    this.users = users;
    this.operations = operations;
    this.deleteAccount = deleteAccount;
    this.requestExport = requestExport;
    this.downloadExport = downloadExport;
  }

  /** The service with its methods bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(OperationServiceGrpc.getServiceDescriptor())
        .unary(OperationServiceGrpc.getDeleteMeMethod(), this::deleteMe)
        .unary(OperationServiceGrpc.getExportMeMethod(), this::exportMe)
        .unary(OperationServiceGrpc.getGetMyOperationMethod(), this::getMine)
        .unaryWithMetadata(OperationServiceGrpc.getDownloadExportMethod(), this::download)
        .unary(OperationServiceGrpc.getListUserOperationsMethod(), this::list)
        .build();
  }

  private Operation deleteMe(DeleteMeRequest request) {
    return OperationMessages.message(deleteAccount.delete(Identity.current().requireUserId()));
  }

  private Operation exportMe(ExportMeRequest request) {
    return OperationMessages.message(requestExport.request(Identity.current().requireUserId()));
  }

  private Operation getMine(GetMyOperationRequest request) {
    String userId = Identity.current().requireUserId();
    return operations
        .byId(request.getOperationId())
        .filter(operation -> operation.userId().equals(userId))
        .map(OperationMessages::message)
        .orElseThrow(() -> Errors.notFound("operation", request.getOperationId()));
  }

  private Rpc.Answer<HttpBody> download(DownloadExportRequest request, Metadata metadata) {
    String userId = Identity.current().requireUserId();
    ByteString data =
        downloadExport.read(request.getOperationId(), userId).stream()
            .map(UnsafeByteOperations::unsafeWrap)
            .reduce(ByteString.EMPTY, ByteString::concat);
    Metadata headers = new Metadata();
    headers.put(BODY_TYPE, JSON);
    headers.put(DISPOSITION, "attachment; filename=\"souk-" + request.getOperationId() + ".json\"");
    return new Rpc.Answer<>(
        HttpBody.newBuilder().setContentType(JSON).setData(data).build(), headers);
  }

  private ListUserOperationsResponse list(ListUserOperationsRequest request) {
    if (users.byId(request.getUserId()).isEmpty()) {
      throw Errors.notFound("user", request.getUserId());
    }
    return ListUserOperationsResponse.newBuilder()
        .addAllOperations(
            operations.of(request.getUserId()).stream().map(OperationMessages::message).toList())
        .build();
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
