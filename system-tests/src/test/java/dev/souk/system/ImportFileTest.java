package dev.souk.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Shop;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files with products, over HTTP. */
@Order(3)
@ExtendWith(Shop.Running.class)
class ImportFileTest {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private static Answer ended(Client client, Answer begun) {
    String path = "/v1/operations/" + begun.ok().at("/operationId");
    return await()
        .atMost(LONGEST)
        .until(() -> client.get(path).ok(), answer -> !answer.at("/state").endsWith("RUNNING"));
  }

  @Test
  @DisplayName("46: a file is imported, its wrong rows are told, and it comes out again")
  void a_file_goes_in_and_comes_out(Shop shop) throws Exception {
    Client seller = shop.accounts().seller();
    byte[] file =
        "Code,Title,Cost\nSYS-IMP-1,\"Hat, large\",19.99\nno sku,Cap,1\nSYS-IMP-2,Scarf,1.234\n"
            .getBytes(UTF_8);
    String path =
        "/v1/products:import?columns=sku%3DCode%2Cname%3DTitle%2Cprice%3DCost&currencyCode=GBP";

    Answer done = ended(seller, seller.sendFile("POST", path, "text/csv", file));

    assertThat(done.at("/state")).isEqualTo("STATE_SUCCEEDED");
    assertThat(done.at("/rowsTotal")).isEqualTo("3");
    assertThat(done.at("/rowsRefused")).isEqualTo("2");
    String operation = "/v1/operations/" + done.at("/operationId");
    Answer errors = seller.get(operation + "/errors").ok();
    assertThat(errors.at("/rowErrors/0/line")).isEqualTo("3");
    assertThat(errors.at("/rowErrors/0/column")).isEqualTo("Code");
    assertThat(errors.at("/rowErrors/1/column")).isEqualTo("Cost");
    assertThat(errors.at("/rowErrors/1/reason")).isEqualTo("INVALID_FIELD");
    assertThat(seller.get("/v1/products:bySku?sku=SYS-IMP-1").ok().at("/name"))
        .isEqualTo("Hat, large");
    shop.accounts().buyer(1).get(operation).refused(403, "ROLE_REQUIRED");

    Answer exported =
        ended(seller, seller.post("/v1/products:export", "{\"format\": \"FILE_FORMAT_CSV\"}"));
    HttpResponse<byte[]> result =
        seller.file("/v1/operations/" + exported.at("/operationId") + "/result?part=1");
    assertThat(result.statusCode()).isEqualTo(200);
    assertThat(result.headers().firstValue("content-type")).contains("text/csv");
    assertThat(new String(result.body(), UTF_8))
        .startsWith("handle,sku,name,")
        .contains("SYS-IMP-1,SYS-IMP-1,\"Hat, large\",");
  }

  @Test
  @DisplayName("46: a file that cannot be read is refused at once, with line and column")
  void a_file_that_cannot_be_read_is_refused(Shop shop) throws Exception {
    Client seller = shop.accounts().seller();
    seller
        .sendFile("POST", "/v1/products:import", "text/csv", "sku,nam\nA,b\n".getBytes(UTF_8))
        .refused(400, "FILE_UNREADABLE");
    seller
        .sendFile("POST", "/v1/products:import", "application/pdf", "%PDF".getBytes(UTF_8))
        .refused(400, "INVALID_FIELD");
    seller
        .sendFile("POST", "/v1/products:import", "text/csv", new byte[16 * 1024 * 1024 + 1])
        .refused(413, "PAYLOAD_TOO_LARGE");
    shop.anonymous()
        .sendFile("POST", "/v1/products:import", "text/csv", "sku\nA\n".getBytes(UTF_8))
        .refused(401, "TOKEN_MISSING");
  }
}
