package dev.souk.kong;

import dev.souk.kong.config.Addresses;
import dev.souk.kong.config.ConfigurationException;
import dev.souk.kong.http.BodyTooLargeException;
import dev.souk.kong.http.ClientFailure;
import dev.souk.kong.http.Exchange;
import dev.souk.kong.lua.HostCalls;
import dev.souk.kong.lua.Question;
import dev.souk.kong.plugin.Redis;
import dev.souk.kong.upstream.Target;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;

/**
 * What the plugins' {@code souk.host} asks of the JVM: bodies, HTTP, Redis, cryptography, waiting.
 */
final class PluginCalls implements HostCalls {
  private static final int MIN_RSA_BITS = 2048;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final SecureRandom random = new SecureRandom();
  private final Addresses addresses;
  private final Redis redis;
  private final Map<String, List<Target>> targets;
  private final long maxBody;
  private final Latches latches = new Latches();
  private final AtomicBoolean hasFirstWorker = new AtomicBoolean();
  private final Map<String, byte[]> published = new ConcurrentHashMap<>();

  PluginCalls(Addresses addresses, Redis redis, Map<String, List<Target>> targets, long maxBody) {
    this.addresses = addresses;
    this.redis = redis;
    this.targets = Map.copyOf(targets);
    this.maxBody = maxBody;
  }

  @Override
  public List<byte @Nullable []> answer(Optional<Exchange> exchange, Question question)
      throws InterruptedException {
    return switch (question.kind()) {
      case "body" -> body(exchange.orElseThrow());
      case "http_get" ->
          send(question.text(0), Duration.ofMillis(question.integer(1)), HttpRequest.Builder::GET);
      case "http_post" ->
          send(question.text(0), Duration.ofMillis(question.integer(2)), post(question.bytes(1)));
      case "latch" -> values(latches.add());
      case "latch_wait" -> {
        latches.await(question.text(0), Duration.ofMillis(question.integer(1)));
        yield List.of();
      }
      case "latch_open" -> {
        latches.release(question.text(0));
        yield List.of();
      }
      case "redis_exists" -> redisExists(question);
      case "redis_count" -> redisCount(question);
      case "first_worker" -> values(hasFirstWorker.compareAndSet(false, true) ? "1" : "0");
      case "publish" -> publish(question);
      case "published" -> Collections.singletonList(published.get(question.text(0)));
      case "targets" -> targets(question.text(0));
      case "set_health" -> setHealth(question);
      case "rs256_verify" -> values(verify(question) ? "1" : "0");
      case "sha256" -> List.<byte @Nullable []>of(sha256(question.bytes(0)));
      case "hmac_sha256" ->
          List.<byte @Nullable []>of(hmacSha256(question.bytes(0), question.bytes(1)));
      case "random_bytes" -> List.<byte @Nullable []>of(randomBytes(question.integer(0)));
      default ->
          throw new IllegalArgumentException(
              "Lua asks for '" + question.kind() + "', which this host does not know");
    };
  }

  private List<byte @Nullable []> body(Exchange exchange) {
    try {
      return List.<byte @Nullable []>of(exchange.body().read(maxBody));
    } catch (BodyTooLargeException e) {
      return failure(e);
    } catch (IOException e) {
      throw new ClientFailure(e);
    }
  }

  private static UnaryOperator<HttpRequest.Builder> post(byte[] body) {
    return request ->
        request
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }

  private List<byte @Nullable []> send(
      String url, Duration timeout, UnaryOperator<HttpRequest.Builder> method)
      throws InterruptedException {
    URI uri = URI.create(url);
    List<byte @Nullable []> answer = List.of();
    for (String place : addresses.all(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort())) {
      answer = send(uri, place, timeout, method);
      if (answer.getFirst() != null) {
        return answer;
      }
    }
    return answer;
  }

  private List<byte @Nullable []> send(
      URI uri, String place, Duration timeout, UnaryOperator<HttpRequest.Builder> method)
      throws InterruptedException {
    try {
      URI target = URI.create(uri.getScheme() + "://" + place + uri.getRawPath());
      HttpResponse<byte[]> response =
          http.send(
              method.apply(HttpRequest.newBuilder(target).timeout(timeout)).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      return List.<byte @Nullable []>of(
          Integer.toString(response.statusCode()).getBytes(StandardCharsets.US_ASCII),
          response.body());
    } catch (IOException e) {
      return failure(e);
    }
  }

  private List<byte @Nullable []> redisExists(Question question) {
    try {
      return values(redis.client(server(question)).exists(question.text(5)) ? "1" : "0");
    } catch (JedisException e) {
      return failure(e);
    }
  }

  private List<byte @Nullable []> redisCount(Question question) {
    try {
      return values(
          Long.toString(redis.count(server(question), question.text(5), question.integer(6))));
    } catch (JedisException e) {
      return failure(e);
    }
  }

  private static Redis.Server server(Question question) {
    return new Redis.Server(
        question.text(0),
        question.integer(1),
        question.integer(2),
        question.text(3),
        question.text(4));
  }

  private List<byte @Nullable []> targets(String upstream) {
    return values(
        required(upstream).stream()
            .map(target -> target.host() + " " + target.port())
            .collect(Collectors.joining("\n")));
  }

  private List<byte @Nullable []> setHealth(Question question) {
    String host = question.text(1);
    int port = question.integer(2);
    for (Target target : required(question.text(0))) {
      if (target.host().equals(host) && target.port() == port) {
        target.health().set(question.text(3).equals("1"));
      }
    }
    return List.of();
  }

  private List<byte @Nullable []> publish(Question question) {
    published.put(question.text(0), question.bytes(1));
    return List.of();
  }

  private List<Target> required(String upstream) {
    return Optional.ofNullable(targets.get(upstream))
        .orElseThrow(() ->
            new ConfigurationException("upstream-health", "there is no upstream " + upstream));
  }

  /** Verifies RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518, 3.3), refusing short keys as it asks. */
  private static boolean verify(Question question) {
    try {
      Base64.Decoder decoder = Base64.getUrlDecoder();
      BigInteger modulus = new BigInteger(1, decoder.decode(question.text(0)));
      BigInteger exponent = new BigInteger(1, decoder.decode(question.text(1)));
      if (modulus.bitLength() < MIN_RSA_BITS) {
        return false;
      }
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(
          KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent)));
      signature.update(question.bytes(2));
      return signature.verify(question.bytes(3));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private static byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmacSha256(byte[] key, byte[] data) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static List<byte @Nullable []> values(String value) {
    return List.<byte @Nullable []>of(value.getBytes(StandardCharsets.US_ASCII));
  }

  private static List<byte @Nullable []> failure(Exception e) {
    List<byte @Nullable []> values = new ArrayList<>();
    values.add(null);
    values.add(String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8));
    return values;
  }
}
