package dev.souk.auth.api;

import dev.souk.auth.domain.phone.RequestPhoneCode;
import dev.souk.auth.domain.phone.VerifyPhone;
import dev.souk.auth.v1.PhoneServiceGrpc;
import dev.souk.auth.v1.RequestPhoneCodeRequest;
import dev.souk.auth.v1.RequestPhoneCodeResponse;
import dev.souk.auth.v1.VerifyPhoneRequest;
import dev.souk.auth.v1.VerifyPhoneResponse;
import dev.souk.kit.identity.Identity;
import dev.souk.kit.server.Rpc;
import io.grpc.ServerServiceDefinition;

/** Serves {@code souk.auth.v1.PhoneService}. */
public final class PhoneRpcs {
  private final RequestPhoneCode requestCode;
  private final VerifyPhone verify;

  /** Serves these use cases. */
  public PhoneRpcs(RequestPhoneCode requestCode, VerifyPhone verify) {
    this.requestCode = requestCode;
    this.verify = verify;
  }

  /** The service with its methods bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(PhoneServiceGrpc.getServiceDescriptor())
        .unary(PhoneServiceGrpc.getRequestPhoneCodeMethod(), this::requestCode)
        .unary(PhoneServiceGrpc.getVerifyPhoneMethod(), this::verify)
        .build();
  }

  private RequestPhoneCodeResponse requestCode(RequestPhoneCodeRequest request) {
    requestCode.request(Identity.current().requireUserId(), request.getPhone());
    return RequestPhoneCodeResponse.getDefaultInstance();
  }

  private VerifyPhoneResponse verify(VerifyPhoneRequest request) {
    verify.verify(Identity.current().requireUserId(), request.getPhone(), request.getCode());
    return VerifyPhoneResponse.getDefaultInstance();
  }
}
