package dev.souk.kong;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What {@link EmbeddedKong} needs beside {@code kong.yml}.
 *
 * @param folder the {@code kong} folder of a checkout; absent: the files packed in this module
 * @param host address to listen on
 * @param proxyPort of the gateway; 0: any free one
 * @param statusPort of {@code /metrics}; 0: any free one
 * @param addresses where the names of {@code kong.yml} are found: from {@code auth-service:5002} to
 *     {@code 127.0.0.1:5002}, or to several such places, separated by commas
 * @param environment what vault references read, and Kong's settings {@code
 *     KONG_TRACING_INSTRUMENTATIONS} and {@code KONG_TRACING_SAMPLING_RATE}
 * @param files content of files that the plugins read, by the path in {@code kong.yml}; those of
 *     the {@code proto} module are found on the class path when they are not given
 * @param workers how many Lua states; about one for each core
 * @param clientPatience how long a client may keep silent, and how long it may take to send a body
 * @param drain how long running requests may take after {@link EmbeddedKong#close}
 */
public record GatewayOptions(
    Optional<Path> folder,
    String host,
    int proxyPort,
    int statusPort,
    Map<String, String> addresses,
    Map<String, String> environment,
    Map<String, byte[]> files,
    int workers,
    Duration clientPatience,
    Duration drain) {

  /** The packed gateway on free ports of this machine. */
  public static GatewayOptions defaults() {
    return new GatewayOptions(
        Optional.empty(),
        "127.0.0.1",
        0,
        0,
        Map.of(),
        Map.of(),
        Map.of(),
        Math.max(2, Runtime.getRuntime().availableProcessors()),
        Duration.ofSeconds(30),
        Duration.ofSeconds(10));
  }

  /** The same with the files of a checkout. */
  public GatewayOptions withFolder(Path kong) {
    return new GatewayOptions(
        Optional.of(kong),
        host,
        proxyPort,
        statusPort,
        addresses,
        environment,
        files,
        workers,
        clientPatience,
        drain);
  }

  /** The same on other ports. */
  public GatewayOptions withPorts(int proxy, int status) {
    return new GatewayOptions(
        folder, host, proxy, status, addresses, environment, files, workers, clientPatience, drain);
  }

  /**
   * The same with one more name of {@code kong.yml} mapped: {@code name:port} to {@code host:port}.
   */
  public GatewayOptions withAddress(String name, String place) {
    Map<String, String> more = new HashMap<>(addresses);
    more.put(name, place);
    return new GatewayOptions(
        folder,
        host,
        proxyPort,
        statusPort,
        Map.copyOf(more),
        environment,
        files,
        workers,
        clientPatience,
        drain);
  }

  /** The same with variables for the vault. */
  public GatewayOptions withEnvironment(Map<String, String> variables) {
    return new GatewayOptions(
        folder,
        host,
        proxyPort,
        statusPort,
        addresses,
        Map.copyOf(variables),
        files,
        workers,
        clientPatience,
        drain);
  }

  /** The same with one more file for the plugins. */
  public GatewayOptions withFile(String path, byte[] content) {
    Map<String, byte[]> more = new HashMap<>(files);
    more.put(path, content);
    return new GatewayOptions(
        folder,
        host,
        proxyPort,
        statusPort,
        addresses,
        environment,
        Map.copyOf(more),
        workers,
        clientPatience,
        drain);
  }

  /** The same with more or less patience for slow clients. */
  public GatewayOptions withClientPatience(Duration patience) {
    return new GatewayOptions(
        folder,
        host,
        proxyPort,
        statusPort,
        addresses,
        environment,
        files,
        workers,
        patience,
        drain);
  }
}
