package dev.souk.auth;

import dev.souk.auth.api.TotpRpcs;
import dev.souk.auth.client.UserServiceSecondFactors;
import dev.souk.auth.domain.LoginAttempts;
import dev.souk.auth.domain.OpenSession;
import dev.souk.auth.domain.RequestMail;
import dev.souk.auth.domain.totp.CodeAttempts;
import dev.souk.auth.domain.totp.EnrollTotp;
import dev.souk.auth.domain.totp.SecondFactors;
import dev.souk.auth.domain.totp.SwitchTotp;
import dev.souk.auth.domain.totp.VerifyTotp;
import dev.souk.auth.store.MongoLoginChallenges;

/** The second factor. */
record TotpSetup(
    Foundation base,
    LoginAttempts loginAttempts,
    RequestMail requestMail,
    OpenSession openSession) {

  /** Serves it; what it asks of those who gave their password is the result. */
  MongoLoginChallenges start() {
    MongoLoginChallenges challenges = new MongoLoginChallenges(base.database());
    base.purging("challenge-purge", challenges::purge);
    SecondFactors factors = new UserServiceSecondFactors(base.userService());
    CodeAttempts codeAttempts = new CodeAttempts(loginAttempts);
    base.server()
        .serve(
            new TotpRpcs(
                    new EnrollTotp(
                        factors, base.accounts(), base.sessions(), codeAttempts, base.clock()),
                    new SwitchTotp(factors, base.accounts(), codeAttempts, requestMail),
                    new VerifyTotp(
                        challenges,
                        factors,
                        codeAttempts,
                        loginAttempts,
                        base.audit(),
                        openSession,
                        base.clock()),
                    base.signIns())
                .definition());
    return challenges;
  }
}
