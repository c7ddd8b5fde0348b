package dev.souk.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddedInboxTest {
  private EmbeddedInbox inbox;

  @BeforeEach
  void start() {
    inbox = EmbeddedInbox.start(0, 0);
  }

  @AfterEach
  void stop() {
    inbox.close();
  }

  private void send(String recipient, String subject, String text) throws MessagingException {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", inbox.settings().get("SOUK_SMTP_PORT"));
    MimeMessage message = new MimeMessage(Session.getInstance(properties));
    message.setFrom(new InternetAddress("shop@example.com"));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(recipient));
    message.setSubject(subject, "UTF-8");
    MimeBodyPart plain = new MimeBodyPart();
    plain.setText(text, "UTF-8", "plain");
    MimeBodyPart html = new MimeBodyPart();
    html.setText("<p>" + text + "</p>", "UTF-8", "html");
    message.setContent(new MimeMultipart("alternative", plain, html));
    Transport.send(message);
  }

  private HttpResponse<String> get(String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + inbox.httpPort() + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void a_mail_reads_as_it_was_sent() throws Exception {
    String text = "Grüße\r\n.a line that begins with a dot\r\n..\r\n" + "x".repeat(2_000);
    send("ada@example.com", "Fünf Hüte", text);
    ReceivedMail mail = inbox.mails().getFirst();
    assertThat(mail.sender()).isEqualTo("shop@example.com");
    assertThat(mail.recipients()).containsExactly("ada@example.com");
    assertThat(mail.subject()).isEqualTo("Fünf Hüte");
    assertThat(mail.text()).isEqualTo(text);
    assertThat(mail.html()).isEqualTo("<p>" + text + "</p>");
  }

  @Test
  void programs_read_mails_as_json_newest_first() throws Exception {
    send("ada@example.com", "first", "one");
    send("bob@example.com", "second", "two");
    JsonNode list = new ObjectMapper().readTree(get("/api/v1/messages").body());
    assertThat(list.at("/total").asInt()).isEqualTo(2);
    assertThat(list.at("/messages/0/Subject").asText()).isEqualTo("second");
    assertThat(list.at("/messages/1/To/0/Address").asText()).isEqualTo("ada@example.com");
    String id = list.at("/messages/1/ID").asText();
    JsonNode mail = new ObjectMapper().readTree(get("/api/v1/message/" + id).body());
    assertThat(mail.at("/Text").asText()).isEqualTo("one");
    assertThat(mail.at("/HTML").asText()).isEqualTo("<p>one</p>");
    assertThat(get("/api/v1/message/99").statusCode()).isEqualTo(404);
  }

  @Test
  void people_read_mails_on_pages_that_run_nothing_of_theirs() throws Exception {
    send("ada@example.com", "<script>alert(1)</script>", "a\" onload=\"alert(1)");
    String list = get("/").body();
    assertThat(list).contains("ada@example.com").doesNotContain("<script>");
    String page = get("/mail/" + inbox.mails().getFirst().id()).body();
    assertThat(page)
        .contains("a&quot; onload=&quot;alert(1)")
        .contains("<iframe sandbox ")
        .doesNotContain("<script>")
        .doesNotContain("\" onload=\"");
    assertThat(get("/other").statusCode()).isEqualTo(404);
  }

  @Test
  void the_last_500_mails_are_kept() throws Exception {
    for (int i = 0; i < 501; i++) {
      send("ada@example.com", "mail " + i, "");
    }
    assertThat(inbox.mails()).hasSize(500);
    assertThat(inbox.mails().getFirst().subject()).isEqualTo("mail 500");
    assertThat(inbox.mails().getLast().subject()).isEqualTo("mail 1");
  }

  @Test
  void a_client_that_breaks_off_leaves_nothing() throws Exception {
    int port = Integer.parseInt(inbox.settings().get("SOUK_SMTP_PORT"));
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client
          .getOutputStream()
          .write(
              "EHLO x\r\nMAIL FROM:<a@b.c>\r\nRCPT TO:<d@e.f>\r\nDATA\r\nSubject: half\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
    }
    send("ada@example.com", "whole", "text");
    assertThat(inbox.mails()).extracting(ReceivedMail::subject).containsExactly("whole");
  }
}
