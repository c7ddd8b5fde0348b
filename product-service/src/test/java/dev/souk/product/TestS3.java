package dev.souk.product;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** A server that speaks the protocol of S3 and keeps its objects as files. */
public final class TestS3 implements AutoCloseable {
  private static final String BUCKET = "pictures";
  private static final String KEY = "souk";
  private static final String SECRET = "secret-of-souk";

  private final Path folder;
  private final S3Proxy server;

  private TestS3(Path folder, S3Proxy server) {
    this.folder = folder;
    this.server = server;
  }

  /** Starts one with a bucket of its own under the root. */
  public static TestS3 start(Path root) throws Exception {
    Path folder = Files.createDirectories(root.resolve(BUCKET));
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(new FilesystemNio2BlobStore(root.toString()))
            .awsAuthentication(AuthenticationType.AWS_V4, KEY, SECRET)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .build();
    server.start();
    return new TestS3(folder, server);
  }

  /** Settings of a service that keeps its pictures there. */
  public Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("SOUK_IMAGE_S3_BUCKET", BUCKET);
    settings.put("SOUK_IMAGE_S3_REGION", "eu-west-1");
    settings.put("SOUK_IMAGE_S3_ENDPOINT", "http://127.0.0.1:" + server.getPort());
    settings.put("SOUK_IMAGE_S3_ACCESS_KEY_ID", KEY);
    settings.put("SOUK_IMAGE_S3_SECRET_ACCESS_KEY", SECRET);
    return settings;
  }

  /** Where the objects are. */
  public Path folder() {
    return folder;
  }

  @Override
  public void close() {
    stop();
  }

  /** Takes it away. */
  public void stop() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
