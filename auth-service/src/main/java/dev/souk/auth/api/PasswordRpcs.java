package dev.souk.auth.api;

import dev.souk.auth.domain.ChangePassword;
import dev.souk.auth.domain.RequestMail;
import dev.souk.auth.domain.UseToken;
import dev.souk.auth.v1.ChangePasswordRequest;
import dev.souk.auth.v1.ChangePasswordResponse;
import dev.souk.auth.v1.RequestPasswordResetRequest;
import dev.souk.auth.v1.RequestPasswordResetResponse;
import dev.souk.auth.v1.ResetPasswordRequest;
import dev.souk.auth.v1.ResetPasswordResponse;
import dev.souk.kit.identity.Identity;

/** The RPCs that replace passwords. */
public final class PasswordRpcs {
  private final ChangePassword changePassword;
  private final RequestMail mails;
  private final UseToken useToken;

  /** Serves these use cases. */
  public PasswordRpcs(ChangePassword changePassword, RequestMail mails, UseToken useToken) {
    this.changePassword = changePassword;
    this.mails = mails;
    this.useToken = useToken;
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

  RequestPasswordResetResponse requestReset(RequestPasswordResetRequest request) {
    mails.passwordReset(request.getEmail());
    return RequestPasswordResetResponse.getDefaultInstance();
  }

  ResetPasswordResponse reset(ResetPasswordRequest request) {
    useToken.resetPassword(request.getToken(), request.getNewPassword());
    return ResetPasswordResponse.getDefaultInstance();
  }
}
