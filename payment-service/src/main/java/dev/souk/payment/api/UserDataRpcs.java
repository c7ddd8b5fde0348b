package dev.souk.payment.api;

import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.kit.paging.PageTokens;
import dev.souk.kit.server.Rpc;
import dev.souk.payment.domain.Payment;
import dev.souk.payment.domain.PaymentStore;
import dev.souk.payment.message.PaymentMessages;
import dev.souk.payment.v1.ExportPaymentsRequest;
import dev.souk.payment.v1.ExportPaymentsResponse;
import dev.souk.payment.v1.UserDataServiceGrpc;
import io.grpc.ServerServiceDefinition;
import java.util.List;
import java.util.Optional;

/** The RPCs of {@code UserDataService}. */
public final class UserDataRpcs {
  private static final int PAGE = 100;

  private final PaymentStore payments;

  /** Answers from the store. */
  public UserDataRpcs(PaymentStore payments) {
    this.payments = payments;
  }

  /** The service, for a server. */
  public ServerServiceDefinition definition() {
    return Rpc.service(UserDataServiceGrpc.getServiceDescriptor())
        .unary(UserDataServiceGrpc.getExportPaymentsMethod(), this::export)
        .build();
  }

  private ExportPaymentsResponse export(ExportPaymentsRequest request) {
    if (request.getUserId().indexOf('\0') >= 0) {
      throw Errors.invalid("userId", "must not contain NUL characters");
    }
    String query = "ExportPayments " + request.getUserId();
    Optional<String> after = PageTokens.decode(query, request.getPageToken());
    if (!after.map(id -> Ids.isValid("pay", id)).orElse(true)) {
      throw Errors.pageTokenInvalid();
    }
    List<Payment> found = payments.ofUser(request.getUserId(), after, PAGE + 1);
    ExportPaymentsResponse.Builder page = ExportPaymentsResponse.newBuilder();
    found.stream().limit(PAGE).map(PaymentMessages::of).forEach(page::addPayments);
    if (found.size() > PAGE) {
      page.setNextPageToken(PageTokens.encode(query, found.get(PAGE - 1).paymentId()));
    }
    return page.build();
  }
}
