package dev.souk.auth.api;

import dev.souk.auth.domain.RequestMail;
import dev.souk.auth.domain.UseToken;
import dev.souk.auth.v1.ResendVerificationEmailRequest;
import dev.souk.auth.v1.ResendVerificationEmailResponse;
import dev.souk.auth.v1.VerifyEmailRequest;
import dev.souk.auth.v1.VerifyEmailResponse;
import dev.souk.kit.identity.Identity;

/** The RPCs that verify e-mail addresses. */
public final class EmailRpcs {
  private final RequestMail mails;
  private final UseToken useToken;

  /** Serves these use cases. */
  public EmailRpcs(RequestMail mails, UseToken useToken) {
    this.mails = mails;
    this.useToken = useToken;
  }

  VerifyEmailResponse verify(VerifyEmailRequest request) {
    useToken.verifyEmail(request.getToken());
    return VerifyEmailResponse.getDefaultInstance();
  }

  ResendVerificationEmailResponse resend(ResendVerificationEmailRequest request) {
    mails.verificationOf(Identity.current().requireUserId());
    return ResendVerificationEmailResponse.getDefaultInstance();
  }
}
