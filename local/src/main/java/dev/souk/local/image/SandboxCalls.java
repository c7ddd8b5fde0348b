package dev.souk.local.image;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** Asks the payment provider for payments, as payment-service does. */
final class SandboxCalls implements TrainingCalls {
  private static final int ROUNDS = 50;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;

  SandboxCalls(int port) {
    this.address = URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void awaitAnswer(TrainedProcess process) throws IOException, InterruptedException {
    while (!answers()) {
      process.pause();
    }
  }

  private boolean answers() throws IOException, InterruptedException {
    try {
      get("/health/ready");
      return true;
    } catch (ConnectException notYet) {
      return false;
    }
  }

  @Override
  public void callAll() throws IOException, InterruptedException {
    for (int i = 0; i < ROUNDS; i++) {
      for (String token : List.of("tok_success", "tok_declined", "tok_3ds")) {
        String key = "training-" + token + i;
        String payment = "/v1/payments/sandbox_" + key;
        post("/v1/payments", key, "\"token\": \"" + token + "\", ");
        get("/confirm/sandbox_" + key);
        post(payment + "/capture", key + "-capture", "");
        post(payment + "/refunds", key + "-refund", "");
        post(payment + "/void", key + "-void", "");
        get(payment);
        get("/v1/requests/" + key);
      }
    }
  }

  private void get(String path) throws IOException, InterruptedException {
    send(HttpRequest.newBuilder(address.resolve(path)).GET());
  }

  private void post(String path, String key, String token)
      throws IOException, InterruptedException {
    String body = "{%s\"currency\": \"GBP\", \"amount\": 1}".formatted(token);
    send(
        HttpRequest.newBuilder(address.resolve(path))
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private void send(HttpRequest.Builder request) throws IOException, InterruptedException {
    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
  }
}
