package dev.souk.kong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.product.v1.Product;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What comes over a raw socket: malformed, endless and slow requests. */
@Timeout(60)
@SuppressWarnings("StringConcatToTextBlock") // Every CR LF has to be seen.
class HostileClientTest {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final String GET = "GET /v1/products/prd_1 HTTP/1.1\r\nHost: a\r\n";
  private static final Pattern REQUEST_ID = Pattern.compile("(?i)\r\nx-request-id: (\\S+)\r\n");

  private static Shop shop;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    shop = new Shop(folder, options -> options.withClientPatience(PATIENCE));
    shop.backend.answer(Shop.PRODUCT_SERVICE + "GetProduct", call -> Product.getDefaultInstance());
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @Test
  void malformed_requests_are_refused_and_the_connection_ends() throws IOException {
    assertRefused(exchange("GARBAGE\r\n\r\n"));
    assertRefused(exchange(GET + "bad name: x\r\n\r\n"));
    assertRefused(exchange("GET /v1/products/prd_1 HTTP/1.1\r\n\r\n"));
    assertRefused(exchange("GET /v1/products/prd_1 HTTP/1.1\r\nHost:\r\n\r\n"));
    assertRefused(exchange("GET /v1/products/prd_1 HTTP/2.0\r\nHost: a\r\n\r\n"));
    assertRefused(exchange(GET + "Transfer-Encoding: gzip\r\n\r\n"));
  }

  @Test
  void nobody_says_twice_who_it_is() throws IOException {
    assertRefused(exchange(GET + "Authorization: Bearer a\r\nauthorization: Bearer b\r\n\r\n"));
  }

  @Test
  void headers_have_a_number_and_a_size() throws IOException {
    assertRefused(exchange(GET + "X: 1\r\n".repeat(1_000) + "\r\n"));
    assertRefused(exchange(GET + "X-Long: " + "a".repeat(9_000) + "\r\n\r\n"));
    assertRefused(exchange(GET + ("X: " + "a".repeat(1_000) + "\r\n").repeat(40) + "\r\n"));
  }

  @Test
  void methods_that_no_server_should_take_are_wrong_methods() throws IOException {
    for (String method : List.of("TRACE", "CONNECT")) {
      String known =
          exchange(method + " /v1/products:bySku HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertThat(known).startsWith("HTTP/1.1 405").contains("METHOD_NOT_ALLOWED");
      assertThat(known).containsIgnoringCase("\r\nallow: GET, HEAD\r\n");
      assertThat(exchange(method + " /nowhere HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 404")
          .contains("ROUTE_NOT_FOUND");
    }
  }

  @Test
  void an_endless_request_line_and_endless_headers_are_refused() throws IOException {
    assertThat(exchange("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
        .startsWith("HTTP/1.1 4");
    assertThat(exchange("GET / HTTP/1.1\r\nHost: a\r\nX-Long: " + "a".repeat(40_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 4");
  }

  @Test
  void two_lengths_or_a_length_and_chunks_smuggle_nothing() throws IOException {
    int before = shop.backend.callCount();

    exchange(
        "POST /v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 70\r\n\r\n"
            + "{}\r\nGET /v1/products/prd_smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
    exchange(
        "POST /v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 60\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "0\r\n\r\nGET /v1/products/prd_smuggled HTTP/1.1\r\nHost: a\r\n\r\n");

    assertThat(shop.backend.callCount()).isEqualTo(before);
  }

  @Test
  void a_negative_or_malformed_length_is_refused() throws IOException {
    for (String length : new String[] {"-1", "abc", "99999999999999999999"}) {
      assertThat(
              exchange(
                  "POST /v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: "
                      + length
                      + "\r\n\r\n"))
          .as(length)
          .startsWith("HTTP/1.1 4");
    }
  }

  @Test
  void a_client_that_stops_within_its_headers_is_dropped() throws IOException {
    assertThat(exchange("GET /v1/products/prd_1 HTTP/1.1\r\nHost: a\r\nX-")).doesNotContain("200");
  }

  @Test
  void a_client_that_stops_within_its_body_is_dropped() throws IOException {
    String answer =
        exchange(
            "POST /v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");

    assertThat(answer).doesNotContain("HTTP/1.1 200").doesNotContain("HTTP/1.1 5");
    assertThat(shop.get("/v1/products/prd_1").statusCode()).isEqualTo(200);
    // The client has its answer before the log phase ran.
    await().atMost(Duration.ofSeconds(20)).until(() -> shop.kong.openRequests() == 0);
  }

  @Test
  void a_body_above_the_limit_is_refused_before_it_is_sent() throws IOException {
    String answer =
        exchange(
            "POST /v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Content-Length: 2000000\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 413").containsIgnoringCase("connection: close");
  }

  @Test
  void a_client_that_sends_its_whole_body_before_it_reads_still_learns_why() throws IOException {
    String answer =
        exchange(
            "POST /v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Content-Length: 8000000\r\n\r\n"
                + "x".repeat(8_000_000));

    assertThat(answer).startsWith("HTTP/1.1 413");
  }

  @Test
  void a_client_that_asks_first_is_refused_at_once_or_told_to_go_on() throws IOException {
    String head =
        "POST /v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n";

    assertThat(exchange(head + "Content-Length: 2000000\r\n\r\n")).startsWith("HTTP/1.1 413");
    assertThat(exchange(head + "Content-Length: 2\r\n\r\n{}")).contains("100 Continue");
  }

  @Test
  void headers_of_the_connection_do_not_reach_the_service() throws IOException {
    exchange(
        "GET /v1/products/prd_1 HTTP/1.1\r\nHost: a\r\nConnection: close, x-hop\r\nX-Hop: 1\r\nTE: trailers\r\n"
            + "Keep-Alive: 5\r\nProxy-Authorization: x\r\ngrpc-timeout: 1n\r\ngrpc-encoding: gzip\r\nX-Any-Bin: no base64\r\n"
            + "X-Stays: 1\r\n\r\n");

    assertThat(shop.backend.lastCall().metadata().keys())
        .contains("x-stays")
        .doesNotContain(
            "x-hop",
            "connection",
            "keep-alive",
            "proxy-authorization",
            "grpc-encoding",
            "x-any-bin");
  }

  @Test
  void several_requests_share_a_connection() throws IOException {
    String request = "GET /v1/products/prd_1 HTTP/1.1\r\nHost: a\r\n\r\n";

    String answers =
        exchange(request + request + request.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));

    assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(4);
  }

  /** A refusal of what is no request has the form of all errors, and an id. */
  private static void assertRefused(String answer) {
    assertThat(answer).startsWith("HTTP/1.1 400").contains("MALFORMED_REQUEST");
    Matcher id = REQUEST_ID.matcher(answer);
    assertThat(id.find()).as(answer).isTrue();
    assertThat(answer).contains("\"requestId\":\"" + id.group(1) + "\"");
  }

  /** Sends bytes and reads until the gateway ends the connection. */
  private static String exchange(String bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), shop.kong.port())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (SocketException e) {
      return "connection reset";
    }
  }
}
