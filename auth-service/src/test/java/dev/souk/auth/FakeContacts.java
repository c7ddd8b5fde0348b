package dev.souk.auth;

import dev.souk.kit.error.AccountErrors;
import dev.souk.kit.error.Errors;
import dev.souk.user.v1.ChangeEmailRequest;
import dev.souk.user.v1.ContactServiceGrpc;
import dev.souk.user.v1.User;
import dev.souk.user.v1.VerifyPhoneRequest;
import io.grpc.stub.StreamObserver;

/** Gives accounts what they have proven, unless another has it. */
final class FakeContacts extends ContactServiceGrpc.ContactServiceImplBase {
  private final FakeUserService users;

  FakeContacts(FakeUserService users) {
    this.users = users;
  }

  @Override
  public void changeEmail(ChangeEmailRequest request, StreamObserver<User> answer) {
    users.answer(
        answer,
        () -> {
          String id = request.getUserId();
          var _ =
              users
                  .active(id)
                  .filter(user -> user.getPendingEmail().equalsIgnoreCase(request.getEmail()))
                  .orElseThrow(() -> FakeUserService.refusal(Errors.notFound("user", id)));
          if (users.isEmailOfAnother(id, request.getEmail())) {
            throw FakeUserService.refusal(AccountErrors.emailTaken());
          }
          return users.changed(
              id,
              user ->
                  user.setEmail(user.getPendingEmail()).clearPendingEmail().setEmailVerified(true));
        });
  }

  @Override
  public void verifyPhone(VerifyPhoneRequest request, StreamObserver<User> answer) {
    users.answer(
        answer,
        () -> {
          String id = request.getUserId();
          if (users.isPhoneOfAnother(id, request.getPhone())) {
            throw FakeUserService.refusal(AccountErrors.phoneTaken());
          }
          return users.changed(
              id, user -> user.setPhone(request.getPhone()).setPhoneVerified(true));
        });
  }
}
