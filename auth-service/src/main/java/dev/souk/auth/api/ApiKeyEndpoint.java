package dev.souk.auth.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.souk.auth.domain.AccessToken;
import dev.souk.auth.domain.apikey.UseApiKey;
import dev.souk.auth.domain.apikey.UseApiKey.Use;
import dev.souk.auth.domain.oauth.ClientCredentials;
import dev.souk.auth.metric.SignIns;
import dev.souk.kit.error.ApiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the gateway what an API key stands for, on the operator's port: the body is the key, the
 * answer JSON with {@code apiKeyId}, {@code sessionId}, for a secret key {@code accessToken}, and
 * for how many seconds that may be kept, {@code expiresIn}. The key in the body is all the proof
 * there is, as at the OAuth endpoint; what it gets is no more than there.
 *
 * <p>401 for a key that cannot be used; 503 when that cannot be told now.
 */
public final class ApiKeyEndpoint implements HttpHandler {
  /** Where it is found. */
  public static final String PATH = "/internal/apiKeys:use";

  private static final Logger log = LoggerFactory.getLogger(ApiKeyEndpoint.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_KEY = 200;

  /** For how long the answer about a publishable key may be kept. */
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final UseApiKey useApiKey;
  private final ClientCredentials clientCredentials;
  private final Clock clock;
  private final SignIns signIns;

  /** Tells of these keys. */
  public ApiKeyEndpoint(
      UseApiKey useApiKey, ClientCredentials clientCredentials, Clock clock, SignIns signIns) {
    this.useApiKey = useApiKey;
    this.clientCredentials = clientCredentials;
    this.clock = clock;
    this.signIns = signIns;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LONGEST_KEY);
    try {
      Optional<ObjectNode> found =
          signIns
              .useOfKey(() -> useApiKey.begin(new String(body, StandardCharsets.UTF_8)))
              .map(this::answer);
      if (found.isPresent()) {
        send(exchange, 200, found.get().toString());
      } else {
        send(exchange, 401, "{}");
      }
    } catch (ApiException e) {
      log.warn("cannot tell what an API key stands for: {}", e.getMessage());
      send(exchange, 503, "{}");
    }
  }

  private ObjectNode answer(Use use) {
    Instant now = clock.instant();
    ObjectNode answer =
        JSON.createObjectNode().put("apiKeyId", use.key().id()).put("sessionId", use.sessionId());
    Optional<AccessToken> token = clientCredentials.tokenFor(use);
    token.ifPresent(issued -> answer.put("accessToken", issued.text()));
    Instant end = token.map(AccessToken::expireTime).orElseGet(() -> end(use, now));
    return answer.put("expiresIn", Duration.between(now, end).toSeconds());
  }

  private static Instant end(Use use, Instant now) {
    Instant latest = now.plus(KEPT);
    return use.key().expireTime().filter(latest::isAfter).orElse(latest);
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
