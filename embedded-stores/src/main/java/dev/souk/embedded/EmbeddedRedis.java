package dev.souk.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Redis 7.0 in a child process, with its append-only file on.
 *
 * <p>The file is flushed to the disk once a second only: Redis hands each write to the operating
 * system before it answers, so killing the process loses nothing; only a power cut could, up to a
 * second of carts.
 */
public final class EmbeddedRedis implements AutoCloseable {
  private final DataFolder folder;
  private final ChildProcess process;
  private final int port;

  private EmbeddedRedis(DataFolder folder, ChildProcess process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /** Starts a server with its data in the folder; port 0 takes any free one. */
  public static EmbeddedRedis start(Path dataDir, int port) {
    int listen = FreePort.orFind(port);
    Path binary =
        Unpacked.executable(Platform.current().redisBinary(), "redis-7.0.15", "redis-server");
    DataFolder folder = DataFolder.open(dataDir);
    try {
      ChildProcess process =
          ChildProcess.start(
              ChildCommand.inFolder(
                  "Redis",
                  folder,
                  listen,
                  "TERM",
                  command(binary.resolve("redis-server"), folder, listen)));
      process.awaitReady(() -> answersPing(listen));
      return new EmbeddedRedis(folder, process, listen);
    } catch (StoreException e) {
      folder.close();
      throw e;
    }
  }

  private static List<String> command(Path binary, DataFolder folder, int port) {
    return List.of(
        binary.toString(),
        "--bind",
        "127.0.0.1",
        "--port",
        Integer.toString(port),
        "--dir",
        folder.path().toString(),
        "--appendonly",
        "yes",
        "--appendfsync",
        "everysec",
        "--save",
        "",
        "--maxmemory-policy",
        "noeviction");
  }

  /** The port that it listens on. */
  public int port() {
    return port;
  }

  /** Address for a client, without a database number. */
  public String uri() {
    return "redis://127.0.0.1:" + port;
  }

  /** The settings that point a service here. */
  public Map<String, String> settings() {
    return Map.of("SOUK_REDIS_URI", uri());
  }

  @Override
  public void close() {
    process.close();
    folder.close();
  }

  /** Not before the append-only file is read: until then the answer is an error. */
  private static boolean answersPing(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      socket.setSoTimeout(1_000);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII)
          .equals("+PONG");
    } catch (IOException notYet) {
      return false;
    }
  }
}
