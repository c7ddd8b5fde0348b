package dev.souk.auth.api;

import dev.souk.auth.domain.totp.EnrollTotp;
import dev.souk.auth.domain.totp.SwitchTotp;
import dev.souk.auth.domain.totp.TotpSetup;
import dev.souk.auth.domain.totp.VerifyTotp;
import dev.souk.auth.metric.SignIns;
import dev.souk.auth.v1.ConfirmTotpRequest;
import dev.souk.auth.v1.ConfirmTotpResponse;
import dev.souk.auth.v1.DisableTotpRequest;
import dev.souk.auth.v1.DisableTotpResponse;
import dev.souk.auth.v1.EnrollTotpRequest;
import dev.souk.auth.v1.EnrollTotpResponse;
import dev.souk.auth.v1.Session;
import dev.souk.auth.v1.TotpServiceGrpc;
import dev.souk.auth.v1.VerifyTotpRequest;
import dev.souk.kit.identity.Identity;
import dev.souk.kit.server.Rpc;
import io.grpc.ServerServiceDefinition;

/** Serves {@code souk.auth.v1.TotpService}. */
public final class TotpRpcs {
  private final EnrollTotp enroll;
  private final SwitchTotp switching;
  private final VerifyTotp verify;
  private final SignIns signIns;

  /** Serves these use cases. */
  public TotpRpcs(EnrollTotp enroll, SwitchTotp switching, VerifyTotp verify, SignIns signIns) {
    this.enroll = enroll;
    this.switching = switching;
    this.verify = verify;
    this.signIns = signIns;
  }

  /** The service with its methods bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(TotpServiceGrpc.getServiceDescriptor())
        .unary(TotpServiceGrpc.getEnrollTotpMethod(), this::enroll)
        .unary(TotpServiceGrpc.getConfirmTotpMethod(), this::confirm)
        .unary(TotpServiceGrpc.getDisableTotpMethod(), this::disable)
        .unaryWithMetadata(
            TotpServiceGrpc.getVerifyTotpMethod(),
            (request, metadata) ->
                signIns.signIn(SignIns.Method.SECOND_FACTOR, () -> verify(request)))
        .build();
  }

  private EnrollTotpResponse enroll(EnrollTotpRequest request) {
    Identity caller = Identity.current();
    TotpSetup setup =
        enroll.enroll(caller.requireUserId(), caller.sessionId(), request.getPassword());
    return EnrollTotpResponse.newBuilder()
        .setSecret(setup.secret())
        .setOtpauthUri(setup.uri())
        .build();
  }

  private ConfirmTotpResponse confirm(ConfirmTotpRequest request) {
    Identity caller = Identity.current();
    return ConfirmTotpResponse.newBuilder()
        .addAllRecoveryCodes(
            switching.on(caller.requireUserId(), request.getCode(), caller.sessionId()))
        .build();
  }

  private DisableTotpResponse disable(DisableTotpRequest request) {
    Identity caller = Identity.current();
    switching.off(
        caller.requireUserId(), request.getPassword(), request.getCode(), caller.sessionId());
    return DisableTotpResponse.getDefaultInstance();
  }

  private Rpc.Answer<Session> verify(VerifyTotpRequest request) {
    VerifyTotp.Verified verified =
        verify.verify(request.getChallenge(), request.getCode(), CallerOrigin.current());
    return SessionAnswers.of(verified.grant(), verified.inCookies());
  }
}
