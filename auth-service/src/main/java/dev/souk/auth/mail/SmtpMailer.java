package dev.souk.auth.mail;

import dev.souk.auth.domain.Mail;
import dev.souk.auth.domain.Mailer;
import dev.souk.kit.error.Errors;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands mails to an SMTP server, in a connection of their own. */
public final class SmtpMailer implements Mailer {
  private static final Logger log = LoggerFactory.getLogger(SmtpMailer.class);
  private static final String PATIENCE_MILLIS = "10000";

  private final SmtpSettings settings;
  private final Session session;
  private final Clock clock;

  /** Uses the given server. */
  public SmtpMailer(SmtpSettings settings, Clock clock) {
    this.settings = settings;
    this.session = Session.getInstance(properties(settings));
    this.clock = clock;
  }

  private static Properties properties(SmtpSettings settings) {
    boolean tls = settings.security() == SmtpSettings.Security.TLS;
    boolean startTls = settings.security() == SmtpSettings.Security.STARTTLS;
    Properties properties = new Properties();
    properties.setProperty("mail.transport.protocol", "smtp");
    properties.setProperty("mail.smtp.host", settings.host());
    properties.setProperty("mail.smtp.port", Integer.toString(settings.port()));
    properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(tls));
    properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(startTls));
    properties.setProperty("mail.smtp.starttls.required", Boolean.toString(startTls));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    properties.setProperty("mail.smtp.auth", Boolean.toString(settings.account().isPresent()));
    properties.setProperty("mail.smtp.connectiontimeout", PATIENCE_MILLIS);
    properties.setProperty("mail.smtp.timeout", PATIENCE_MILLIS);
    properties.setProperty("mail.smtp.writetimeout", PATIENCE_MILLIS);
    return properties;
  }

  @Override
  public void send(Mail mail) {
    try {
      Message message = message(mail);
      if (settings.account().isPresent()) {
        SmtpSettings.Account account = settings.account().get();
        Transport.send(message, account.name(), account.password());
      } else {
        Transport.send(message);
      }
    } catch (MessagingException e) {
      // What the library says may name the recipient, which no log line does.
      log.warn("no mail to {}:{}: {}", settings.host(), settings.port(), e.getClass().getName());
      throw Errors.unavailable("smtp");
    }
  }

  private Message message(Mail mail) throws MessagingException {
    MimeMessage message = new MimeMessage(session);
    message.setFrom(new InternetAddress(settings.sender(), true));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.recipient(), true));
    message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(clock.instant()));
    // RFC 3834: no answer by a machine.
    message.setHeader("Auto-Submitted", "auto-generated");
    if (mail.html().isEmpty()) {
      message.setText(mail.text(), StandardCharsets.UTF_8.name());
    } else {
      message.setContent(
          new MimeMultipart("alternative", part(mail.text(), "plain"), part(mail.html(), "html")));
    }
    return message;
  }

  private static MimeBodyPart part(String text, String subtype) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(text, StandardCharsets.UTF_8.name(), subtype);
    return part;
  }
}
