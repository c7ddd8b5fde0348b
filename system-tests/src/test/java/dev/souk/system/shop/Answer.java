package dev.souk.system.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.util.List;

/**
 * What the gateway answered.
 *
 * @param status HTTP status
 * @param headers HTTP headers
 * @param text the body as it came
 */
public record Answer(int status, HttpHeaders headers, String text) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The body as JSON. */
  public JsonNode json() {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + text, e);
    }
  }

  /** A text at the JSON pointer, such as {@code /total/minorUnits}. */
  public String at(String pointer) {
    return json().at(pointer).asText();
  }

  /** A whole number at the JSON pointer. */
  public long number(String pointer) {
    return json().at(pointer).asLong();
  }

  /** The cookies that it sets, with their attributes. */
  public List<String> setCookies() {
    return headers.allValues("set-cookie");
  }

  /** Fails unless the request was done; this answer. */
  public Answer ok() {
    assertThat(status).as(text).isEqualTo(200);
    return this;
  }

  /** The reason of the catalogue that the request was refused for, or empty. */
  public String reason() {
    return at("/error/details/0/reason");
  }

  /**
   * Fails unless the request was refused with the status and the reason, in the form that the API
   * has for errors; this answer.
   */
  public Answer refused(int expectedStatus, String expectedReason) {
    assertThat(status + " " + reason()).as(text).isEqualTo(expectedStatus + " " + expectedReason);
    assertThat(number("/error/code")).as(text).isEqualTo(expectedStatus);
    assertThat(at("/error/status")).as(text).matches("[A-Z_]+");
    assertThat(at("/error/message")).as(text).isNotEmpty();
    assertThat(at("/error/details/0/@type"))
        .as(text)
        .isEqualTo("type.googleapis.com/google.rpc.ErrorInfo");
    assertThat(at("/error/details/0/domain")).as(text).isEqualTo("souk.dev");
    assertThat(at("/error/requestId")).as(text).isNotEmpty();
    assertThat(headers.firstValue("content-type").orElse("")).startsWith("application/json");
    assertThat(headers.firstValue("x-request-id")).contains(at("/error/requestId"));
    return this;
  }
}
