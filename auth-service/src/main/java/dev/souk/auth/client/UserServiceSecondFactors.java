package dev.souk.auth.client;

import dev.souk.auth.domain.Account;
import dev.souk.auth.domain.totp.SecondFactors;
import dev.souk.kit.client.RemoteErrors;
import dev.souk.user.v1.ConfirmTotpRequest;
import dev.souk.user.v1.DisableTotpRequest;
import dev.souk.user.v1.EnrollTotpRequest;
import dev.souk.user.v1.EnrollTotpResponse;
import dev.souk.user.v1.SecondFactorServiceGrpc;
import dev.souk.user.v1.SecondFactorServiceGrpc.SecondFactorServiceBlockingStub;
import dev.souk.user.v1.VerifySecondFactorRequest;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Second factors at user-service. What it refuses is passed on as it is. */
public final class UserServiceSecondFactors implements SecondFactors {
  private final Channel userService;

  /** Second factors at the service behind the channel. */
  public UserServiceSecondFactors(Channel userService) {
    this.userService = userService;
  }

  @Override
  public Enrolment enroll(String userId, Optional<String> password) {
    EnrollTotpRequest.Builder request = EnrollTotpRequest.newBuilder().setUserId(userId);
    password.ifPresent(request::setPassword);
    EnrollTotpResponse answer = call(factors -> factors.enrollTotp(request.build()));
    return new Enrolment(answer.getSecret().toByteArray(), answer.getAccountName());
  }

  @Override
  public List<String> confirm(String userId, String code, String keptSession) {
    ConfirmTotpRequest request =
        ConfirmTotpRequest.newBuilder()
            .setUserId(userId)
            .setCode(code)
            .setKeptSessionId(keptSession)
            .build();
    return List.copyOf(call(factors -> factors.confirmTotp(request)).getRecoveryCodesList());
  }

  @Override
  public void disable(String userId, String password, String code, String keptSession) {
    DisableTotpRequest request =
        DisableTotpRequest.newBuilder()
            .setUserId(userId)
            .setPassword(password)
            .setCode(code)
            .setKeptSessionId(keptSession)
            .build();
    var _ = call(factors -> factors.disableTotp(request));
  }

  @Override
  public Account verify(String userId, String code) {
    VerifySecondFactorRequest request =
        VerifySecondFactorRequest.newBuilder().setUserId(userId).setCode(code).build();
    return UserMessages.account(call(factors -> factors.verifySecondFactor(request)));
  }

  private <T> T call(Function<SecondFactorServiceBlockingStub, T> rpc) {
    try {
      return rpc.apply(SecondFactorServiceGrpc.newBlockingStub(userService));
    } catch (StatusRuntimeException e) {
      throw RemoteErrors.of("user-service", e);
    }
  }
}
