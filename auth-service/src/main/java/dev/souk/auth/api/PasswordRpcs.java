package dev.souk.auth.api;

import dev.souk.auth.domain.ChangePassword;
import dev.souk.auth.v1.ChangePasswordRequest;
import dev.souk.auth.v1.ChangePasswordResponse;
import dev.souk.kit.identity.Identity;

/** The RPCs that replace passwords. */
public final class PasswordRpcs {
  private final ChangePassword changePassword;

  /** Serves this use case. */
  public PasswordRpcs(ChangePassword changePassword) {
    this.changePassword = changePassword;
  }

  ChangePasswordResponse change(ChangePasswordRequest request) {
    Identity caller = Identity.current();
    changePassword.change(
        caller.requireUserId(),
        request.getCurrentPassword(),
        request.getNewPassword(),
        caller.sessionId());
    return ChangePasswordResponse.getDefaultInstance();
  }
}
