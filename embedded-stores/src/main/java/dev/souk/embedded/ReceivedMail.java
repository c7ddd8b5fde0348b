package dev.souk.embedded;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/**
 * A mail that was received.
 *
 * @param id numbers the mails of one inbox from 1
 * @param time when it came
 * @param sender the envelope's
 * @param recipients the envelope's
 * @param subject empty when it has none
 * @param text its plain text, or empty
 * @param html its HTML, or empty
 */
public record ReceivedMail(
    long id,
    Instant time,
    String sender,
    List<String> recipients,
    String subject,
    String text,
    String html) {

  static ReceivedMail parse(
      long id, Instant time, String sender, List<String> recipients, byte[] bytes)
      throws MessagingException, IOException {
    MimeMessage message =
        new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
    return new ReceivedMail(
        id,
        time,
        sender,
        List.copyOf(recipients),
        Objects.requireNonNullElse(message.getSubject(), ""),
        content(message, "text/plain"),
        content(message, "text/html"));
  }

  private static String content(Part part, String type) throws MessagingException, IOException {
    if (part.isMimeType(type) && part.getContent() instanceof String text) {
      return text;
    }
    if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        BodyPart inner = parts.getBodyPart(i);
        String found = content(inner, type);
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return "";
  }
}
