package dev.souk.auth;

import dev.souk.auth.api.EmailChangeRpc;
import dev.souk.auth.api.PhoneRpcs;
import dev.souk.auth.domain.MailLimits;
import dev.souk.auth.domain.NoticeMails;
import dev.souk.auth.domain.RecentSignIn;
import dev.souk.auth.domain.RequestEmailChange;
import dev.souk.auth.domain.RequestMail;
import dev.souk.auth.domain.SendMails;
import dev.souk.auth.domain.TokenMailWriter;
import dev.souk.auth.domain.phone.CodeHashes;
import dev.souk.auth.domain.phone.PhoneCodeWriter;
import dev.souk.auth.domain.phone.RequestPhoneCode;
import dev.souk.auth.domain.phone.VerifyPhone;
import dev.souk.auth.mail.SmtpMailer;
import dev.souk.auth.store.MongoMailRequests;
import dev.souk.auth.store.MongoPhoneCodes;
import dev.souk.auth.token.HmacCodeHashes;
import dev.souk.kit.server.RepeatedTask;
import java.time.Duration;

/**
 * Mails and text messages, and the addresses and numbers that they prove.
 *
 * @param requests the mails that wait, and the tokens that were sent
 * @param phoneCodes the codes that were sent
 * @param requestMail asks for a mail
 */
record MailSetup(MongoMailRequests requests, MongoPhoneCodes phoneCodes, RequestMail requestMail) {
  private static final Duration BETWEEN_LOOKS_AT_THE_OUTBOX = Duration.ofSeconds(1);

  /** Sends what waits, and serves what is proven by mail and by code. */
  static MailSetup start(Foundation base) {
    AuthConfig config = base.config();
    MongoMailRequests requests = new MongoMailRequests(base.database());
    MongoPhoneCodes phoneCodes = new MongoPhoneCodes(base.database());
    CodeHashes codeHashes = HmacCodeHashes.read(config.codeKey());
    SendMails sendMails =
        new SendMails(
            requests,
            new TokenMailWriter(requests, base.accounts(), config.mails(), base.random()),
            new PhoneCodeWriter(
                phoneCodes, codeHashes, base.accounts(), config.smsDomain(), base.random()),
            new NoticeMails(config.storefront()),
            new SmtpMailer(config.smtp(), base.clock()),
            base.clock());
    base.server()
        .closing(new RepeatedTask("mail-outbox", BETWEEN_LOOKS_AT_THE_OUTBOX, sendMails::sendDue));
    base.purging("mail-purge", requests::purge);
    base.purging("code-purge", phoneCodes::purge);

    RequestMail requestMail = new RequestMail(requests, base.accounts(), base.ids(), base.clock());
    MailLimits limits = new MailLimits(requests, base.clock());
    base.server()
        .serve(
            new PhoneRpcs(
                    new RequestPhoneCode(base.accounts(), limits, requestMail),
                    new VerifyPhone(
                        phoneCodes, codeHashes, base.accounts(), requestMail, base.clock()))
                .definition())
        .serve(
            new EmailChangeRpc(
                    new RequestEmailChange(
                        new RecentSignIn(base.sessions(), base.clock()),
                        base.accounts(),
                        limits,
                        requestMail))
                .definition());
    return new MailSetup(requests, phoneCodes, requestMail);
  }
}
