package dev.souk.embedded;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The mails for people, as pages, and for programs, as JSON at the paths and with the names of
 * Mailpit, which stands in for this in Docker: {@code /api/v1/messages}, {@code
 * /api/v1/message/ID}.
 */
final class InboxPages implements HttpHandler {
  private static final String LIST = "/api/v1/messages";
  private static final String ONE = "/api/v1/message/";
  private static final String PAGE = "/mail/";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ReceivedMails mails;

  InboxPages(ReceivedMails mails) {
    this.mails = mails;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        answer(exchange, 405, "text/plain", "method not allowed\n");
      } else if (path.equals("/")) {
        answer(exchange, 200, "text/html", listPage());
      } else if (path.equals(LIST)) {
        answer(exchange, 200, "application/json", JSON.writeValueAsString(list()));
      } else if (path.startsWith(ONE)) {
        Optional<ReceivedMail> mail = mails.byId(path.substring(ONE.length()));
        String json = mail.isEmpty() ? "{}" : JSON.writeValueAsString(full(mail.get()));
        answer(exchange, mail.isEmpty() ? 404 : 200, "application/json", json);
      } else if (path.startsWith(PAGE)) {
        Optional<ReceivedMail> mail = mails.byId(path.substring(PAGE.length()));
        String page = mail.map(InboxPages::mailPage).orElse("no such mail");
        answer(exchange, mail.isEmpty() ? 404 : 200, "text/html", page);
      } else {
        answer(exchange, 404, "text/plain", "not found\n");
      }
    }
  }

  private Map<String, Object> list() {
    List<ReceivedMail> all = mails.all();
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("total", all.size());
    list.put("messages", all.stream().map(InboxPages::summary).toList());
    return list;
  }

  private static Map<String, Object> summary(ReceivedMail mail) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("ID", Long.toString(mail.id()));
    summary.put("From", Map.of("Address", mail.sender()));
    summary.put(
        "To", mail.recipients().stream().map(address -> Map.of("Address", address)).toList());
    summary.put("Subject", mail.subject());
    summary.put("Created", mail.time().toString());
    return summary;
  }

  private static Map<String, Object> full(ReceivedMail mail) {
    Map<String, Object> full = summary(mail);
    full.put("Text", mail.text());
    full.put("HTML", mail.html());
    return full;
  }

  private String listPage() {
    StringBuilder rows = new StringBuilder();
    for (ReceivedMail mail : mails.all()) {
      rows.append(
          "<tr><td>%s</td><td>%s</td><td><a href=\"%s%d\">%s</a></td></tr>\n"
              .formatted(
                  mail.time(),
                  escaped(String.join(", ", mail.recipients())),
                  PAGE,
                  mail.id(),
                  escaped(mail.subject())));
    }
    return page("Development inbox", "<table>" + rows + "</table>");
  }

  private static String mailPage(ReceivedMail mail) {
    return page(
        escaped(mail.subject()),
        "<p>%s to %s</p><pre>%s</pre><iframe sandbox srcdoc=\"%s\" width=\"100%%\" height=\"400\"></iframe>"
            .formatted(
                mail.time(),
                escaped(String.join(", ", mail.recipients())),
                escaped(mail.text()),
                escaped(mail.html())));
  }

  private static String page(String title, String body) {
    return """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8"><title>%s</title></head>
    <body style="font-family: sans-serif"><h1>%s</h1>%s</body></html>
    """
        .formatted(title, title, body);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
