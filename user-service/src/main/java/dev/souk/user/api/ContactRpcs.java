package dev.souk.user.api;

import dev.souk.kit.server.Rpc;
import dev.souk.user.domain.EmailAddress;
import dev.souk.user.domain.ProveContact;
import dev.souk.user.v1.ChangeEmailRequest;
import dev.souk.user.v1.ContactServiceGrpc;
import dev.souk.user.v1.User;
import dev.souk.user.v1.VerifyPhoneRequest;
import io.grpc.ServerServiceDefinition;

/** Serves {@code souk.user.v1.ContactService}. */
public final class ContactRpcs {
  private final ProveContact proveContact;

  /** Serves this use case. */
  public ContactRpcs(ProveContact proveContact) {
    this.proveContact = proveContact;
  }

  /** The service with its methods bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(ContactServiceGrpc.getServiceDescriptor())
        .unary(ContactServiceGrpc.getChangeEmailMethod(), this::changeEmail)
        .unary(ContactServiceGrpc.getVerifyPhoneMethod(), this::verifyPhone)
        .build();
  }

  private User changeEmail(ChangeEmailRequest request) {
    return UserMessages.message(
        proveContact.changeEmail(request.getUserId(), new EmailAddress(request.getEmail())));
  }

  private User verifyPhone(VerifyPhoneRequest request) {
    return UserMessages.message(proveContact.verifyPhone(request.getUserId(), request.getPhone()));
  }
}
