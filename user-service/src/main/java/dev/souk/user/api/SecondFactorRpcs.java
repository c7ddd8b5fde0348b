package dev.souk.user.api;

import com.google.protobuf.ByteString;
import dev.souk.kit.server.Rpc;
import dev.souk.user.domain.totp.ConfirmTotp;
import dev.souk.user.domain.totp.DisableTotp;
import dev.souk.user.domain.totp.EnrollTotp;
import dev.souk.user.domain.totp.RecoveryCode;
import dev.souk.user.domain.totp.VerifySecondFactor;
import dev.souk.user.v1.ConfirmTotpRequest;
import dev.souk.user.v1.ConfirmTotpResponse;
import dev.souk.user.v1.DisableTotpRequest;
import dev.souk.user.v1.DisableTotpResponse;
import dev.souk.user.v1.EnrollTotpRequest;
import dev.souk.user.v1.EnrollTotpResponse;
import dev.souk.user.v1.SecondFactorServiceGrpc;
import dev.souk.user.v1.User;
import dev.souk.user.v1.VerifySecondFactorRequest;
import io.grpc.ServerServiceDefinition;
import java.util.Optional;

/** Serves {@code souk.user.v1.SecondFactorService}. */
public final class SecondFactorRpcs {
  private final EnrollTotp enroll;
  private final ConfirmTotp confirm;
  private final DisableTotp disable;
  private final VerifySecondFactor verify;

  /** Serves these use cases. */
  public SecondFactorRpcs(
      EnrollTotp enroll, ConfirmTotp confirm, DisableTotp disable, VerifySecondFactor verify) {
    this.enroll = enroll;
    this.confirm = confirm;
    this.disable = disable;
    this.verify = verify;
  }

  /** The service with its methods bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(SecondFactorServiceGrpc.getServiceDescriptor())
        .unary(SecondFactorServiceGrpc.getEnrollTotpMethod(), this::enroll)
        .unary(SecondFactorServiceGrpc.getConfirmTotpMethod(), this::confirm)
        .unary(SecondFactorServiceGrpc.getDisableTotpMethod(), this::disable)
        .unary(SecondFactorServiceGrpc.getVerifySecondFactorMethod(), this::verify)
        .build();
  }

  private EnrollTotpResponse enroll(EnrollTotpRequest request) {
    Optional<String> password =
        request.hasPassword() ? Optional.of(request.getPassword()) : Optional.empty();
    EnrollTotp.Enrolment enrolment = enroll.enroll(request.getUserId(), password);
    return EnrollTotpResponse.newBuilder()
        .setSecret(ByteString.copyFrom(enrolment.secret().bytes()))
        .setAccountName(enrolment.accountName())
        .build();
  }

  private ConfirmTotpResponse confirm(ConfirmTotpRequest request) {
    ConfirmTotp.Confirmed confirmed =
        confirm.confirm(request.getUserId(), request.getCode(), request.getKeptSessionId());
    return ConfirmTotpResponse.newBuilder()
        .addAllRecoveryCodes(confirmed.recoveryCodes().stream().map(RecoveryCode::text).toList())
        .setUser(UserMessages.message(confirmed.user()))
        .build();
  }

  private DisableTotpResponse disable(DisableTotpRequest request) {
    return DisableTotpResponse.newBuilder()
        .setUser(
            UserMessages.message(
                disable.disable(
                    request.getUserId(),
                    request.getPassword(),
                    request.getCode(),
                    request.getKeptSessionId())))
        .build();
  }

  private User verify(VerifySecondFactorRequest request) {
    return UserMessages.message(verify.verify(request.getUserId(), request.getCode()));
  }
}
