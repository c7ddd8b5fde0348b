package dev.souk.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/**
 * An answer over HTTP.
 *
 * @param status HTTP status
 * @param type the body's media type
 * @param body the body
 */
record Reply(int status, String type, String body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Reply json(int status, Map<String, ?> body) {
    try {
      return new Reply(status, "application/json", JSON.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Reply error(int status, String code, String message) {
    return json(status, Map.of("error", Map.of("code", code, "message", message)));
  }

  static Reply html(int status, String page) {
    return new Reply(status, "text/html; charset=utf-8", page);
  }
}
