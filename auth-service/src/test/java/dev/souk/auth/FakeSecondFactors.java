package dev.souk.auth;

import com.google.protobuf.ByteString;
import dev.souk.kit.error.SignInErrors;
import dev.souk.user.v1.ConfirmTotpRequest;
import dev.souk.user.v1.ConfirmTotpResponse;
import dev.souk.user.v1.DisableTotpRequest;
import dev.souk.user.v1.DisableTotpResponse;
import dev.souk.user.v1.EnrollTotpRequest;
import dev.souk.user.v1.EnrollTotpResponse;
import dev.souk.user.v1.SecondFactorServiceGrpc;
import dev.souk.user.v1.User;
import dev.souk.user.v1.VerifySecondFactorRequest;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Second factors whose codes are known beforehand; each can be used once for an account. */
final class FakeSecondFactors extends SecondFactorServiceGrpc.SecondFactorServiceImplBase {
  static final String SECRET = "12345678901234567890";
  static final String FIRST_CODE = "111111";
  static final Set<String> CODES = Set.of("222222", "333333", "444444");

  private final FakeUserService users;
  private final Set<String> used = ConcurrentHashMap.newKeySet();
  private final List<String> keptSessions = new CopyOnWriteArrayList<>();
  private final AtomicInteger verifications = new AtomicInteger();

  FakeSecondFactors(FakeUserService users) {
    this.users = users;
  }

  /** The sessions that went on, one for each switch. */
  List<String> keptSessions() {
    return List.copyOf(keptSessions);
  }

  /** How often a code was looked at. */
  int verifications() {
    return verifications.get();
  }

  @Override
  public void enrollTotp(EnrollTotpRequest request, StreamObserver<EnrollTotpResponse> answer) {
    users.answer(
        answer,
        () -> {
          User user = active(request.getUserId());
          if (request.hasPassword()
              && !users.isPassword(request.getUserId(), request.getPassword())) {
            throw FakeUserService.refusal(SignInErrors.invalidCredentials());
          }
          return EnrollTotpResponse.newBuilder()
              .setSecret(ByteString.copyFromUtf8(SECRET))
              .setAccountName(user.getEmail().isEmpty() ? user.getPhone() : user.getEmail())
              .build();
        });
  }

  @Override
  public void confirmTotp(ConfirmTotpRequest request, StreamObserver<ConfirmTotpResponse> answer) {
    users.answer(
        answer,
        () -> {
          if (!request.getCode().equals(FIRST_CODE)) {
            throw FakeUserService.refusal(SignInErrors.codeInvalid());
          }
          keptSessions.add(request.getKeptSessionId());
          return ConfirmTotpResponse.newBuilder()
              .addRecoveryCodes("444444")
              .setUser(users.totp(request.getUserId(), true))
              .build();
        });
  }

  @Override
  public void disableTotp(DisableTotpRequest request, StreamObserver<DisableTotpResponse> answer) {
    users.answer(
        answer,
        () -> {
          if (!users.isPassword(request.getUserId(), request.getPassword())) {
            throw FakeUserService.refusal(SignInErrors.invalidCredentials());
          }
          use(request.getUserId(), request.getCode());
          keptSessions.add(request.getKeptSessionId());
          return DisableTotpResponse.newBuilder()
              .setUser(users.totp(request.getUserId(), false))
              .build();
        });
  }

  @Override
  public void verifySecondFactor(VerifySecondFactorRequest request, StreamObserver<User> answer) {
    users.answer(
        answer,
        () -> {
          User user = active(request.getUserId());
          use(request.getUserId(), request.getCode());
          return user;
        });
  }

  private User active(String userId) {
    return users
        .active(userId)
        .orElseThrow(() -> FakeUserService.refusal(SignInErrors.invalidCredentials()));
  }

  private void use(String userId, String code) {
    verifications.incrementAndGet();
    if (!CODES.contains(code) || !used.add(userId + code)) {
      throw FakeUserService.refusal(SignInErrors.invalidCredentials());
    }
  }
}
