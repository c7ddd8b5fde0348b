package dev.souk.kong.http;

import dev.souk.kong.config.Route;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the gateway, and the response that it gets. Used by one thread at
 * a time.
 */
public final class Exchange {
  /** Who made the response. */
  public enum Source {
    /** A plugin ended the request. */
    EXIT,
    /** The gateway itself refused it. */
    ERROR,
    /** The service behind the gateway answered. */
    SERVICE
  }

  private final String method;
  private final String path;
  private final String query;
  private final String clientAddress;
  private final Instant startTime;
  private final Headers requestHeaders;
  private final RequestBody body;
  private final Headers responseHeaders = new Headers();
  private Route route = Route.NONE;
  private String upstreamPath;
  private byte @Nullable [] upstreamBody;
  private int requestHeadersVersion;
  private Response response = Response.NONE;
  private final Map<String, Optional<String>> logFields = new LinkedHashMap<>();
  private final Map<Class<?>, Object> attachments = new HashMap<>();

  /**
   * Makes the exchange of a request as it came; path and query are raw, the query without its
   * question mark.
   */
  public Exchange(
      String method,
      String path,
      String query,
      Headers requestHeaders,
      RequestBody body,
      String clientAddress,
      Instant startTime) {
    this.method = method;
    this.path = path;
    this.query = query;
    this.requestHeaders = requestHeaders;
    this.body = body;
    this.clientAddress = clientAddress;
    this.startTime = startTime;
    this.upstreamPath = path;
  }

  public String method() {
    return method;
  }

  public String path() {
    return path;
  }

  public String query() {
    return query;
  }

  public String clientAddress() {
    return clientAddress;
  }

  public Instant startTime() {
    return startTime;
  }

  public RequestBody body() {
    return body;
  }

  /** The route of {@code kong.yml} that the request took. */
  public Route route() {
    return route;
  }

  public void route(Route taken) {
    route = taken;
  }

  /**
   * The request's headers, as the client sent them and plugins changed them; they go to the
   * service.
   */
  public Headers requestHeaders() {
    return requestHeaders;
  }

  /** Changes a request header in a way that the Lua side has not seen yet. */
  public void setRequestHeader(String name, String value) {
    requestHeaders.set(name, value);
    requestHeadersVersion++;
  }

  /** Counts the changes made by {@link #setRequestHeader}. */
  public int requestHeadersVersion() {
    return requestHeadersVersion;
  }

  /** Headers that plugins gave to the response, possibly before there is one. */
  public Headers responseHeaders() {
    return responseHeaders;
  }

  /** The response; {@link Response#NONE} before there is one. */
  public Response response() {
    return response;
  }

  /** Gives the response: its headers are added to those that plugins have set, which win. */
  public void respond(Response given) {
    Headers fromPlugins = Headers.copyOf(responseHeaders);
    given
        .headers()
        .forEach((name, value) -> {
          if (!fromPlugins.has(name)) {
            responseHeaders.add(name, value);
          }
        });
    response = given;
  }

  /** Changes the status of the response. */
  public void status(int status) {
    response = response.withStatus(status);
  }

  public String upstreamPath() {
    return upstreamPath;
  }

  public void upstreamPath(String changed) {
    upstreamPath = changed;
  }

  /** The body that plugins made for the service, if any did. */
  public byte @Nullable [] upstreamBody() {
    return upstreamBody;
  }

  public void upstreamBody(byte[] changed) {
    upstreamBody = changed;
  }

  /**
   * What plugins changed in the entry that log plugins write, in order: a field, dots leading into
   * its tables, and its value; none removes the field.
   */
  public Map<String, Optional<String>> logFields() {
    return Collections.unmodifiableMap(logFields);
  }

  public void logField(String name, Optional<String> value) {
    logFields.remove(name);
    logFields.put(name, value);
  }

  /** What a plugin keeps with the exchange between its phases, by type. */
  public <T> Optional<T> attachment(Class<T> type) {
    return Optional.ofNullable(attachments.get(type)).map(type::cast);
  }

  /** Keeps something with the exchange. */
  public <T> T attach(Class<T> type, T value) {
    attachments.put(type, value);
    return value;
  }

  /** Forgets what was kept. */
  public void detach(Class<?> type) {
    attachments.remove(type);
  }
}
