package dev.souk.system.shop;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** The mails that the shop sent, by the development inbox. */
public final class Inbox {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Client pages;

  Inbox(URI address) {
    this.pages = new Client(HttpClient.newHttpClient(), address, Map.of());
  }

  /** The token of the newest mail with the subject to the address, once there are so many. */
  public String token(String email, String subject, int mails) {
    String text = text(email, subject, mails);
    String marker = "#token=";
    int start = text.indexOf(marker) + marker.length();
    return text.substring(start).lines().findFirst().orElseThrow().strip();
  }

  /** The code of the newest text message to the telephone number, once there are so many. */
  public String code(String phone, int messages) {
    return text(phone + "@sms.souk.local", "Your code", messages).substring(0, 6);
  }

  /** What the newest mail with the subject to the address says, once there are so many. */
  public String text(String email, String subject, int mails) {
    Awaitility.await("mails to " + email + ": " + subject)
        .atMost(PATIENCE)
        .until(() -> ids(email, subject).size() >= mails);
    return pages.get("/api/v1/message/" + ids(email, subject).getFirst()).ok().at("/Text");
  }

  /** The mails with the subject to the address, newest first. */
  public List<String> ids(String email, String subject) {
    List<String> ids = new ArrayList<>();
    for (JsonNode mail : pages.get("/api/v1/messages").ok().json().at("/messages")) {
      if (mail.at("/To/0/Address").asText().equals(email)
          && mail.at("/Subject").asText().equals(subject)) {
        ids.add(mail.at("/ID").asText());
      }
    }
    return ids;
  }
}
