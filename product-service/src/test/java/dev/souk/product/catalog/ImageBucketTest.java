package dev.souk.product.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kit.config.Settings;
import dev.souk.kit.error.ApiException;
import dev.souk.product.TestS3;
import dev.souk.product.catalog.domain.ImageKey;
import dev.souk.product.catalog.domain.ImageStore;
import dev.souk.product.catalog.store.ImageBucket;
import dev.souk.product.catalog.store.ImageStoreConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

@DisplayName("39: pictures in a bucket")
class ImageBucketTest extends ImageStoreContract {
  @TempDir Path root;
  private TestS3 server;
  private final List<S3Client> clients = new ArrayList<>();
  private ImageBucket store;

  @BeforeEach
  void open() throws Exception {
    server = TestS3.start(root);
    store = bucket(server.settings());
    store.verify();
  }

  @AfterEach
  void close() {
    clients.forEach(S3Client::close);
    server.close();
  }

  private ImageBucket bucket(Map<String, String> settings) {
    Settings read = Settings.of(settings);
    ImageStoreConfig.Bucket config = (ImageStoreConfig.Bucket) ImageStoreConfig.from(read);
    read.check();
    S3Client client = config.client();
    clients.add(client);
    return new ImageBucket(client, config.name());
  }

  private ImageBucket with(String key, String value) {
    Map<String, String> settings = server.settings();
    settings.put(key, value);
    return bucket(settings);
  }

  @Override
  ImageStore store() {
    return store;
  }

  @Override
  ImageStore away() throws IOException {
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return with("SOUK_IMAGE_S3_ENDPOINT", "http://127.0.0.1:" + closed.getLocalPort());
    }
  }

  @Override
  Path folder() {
    return server.folder();
  }

  @Test
  void a_list_goes_on_over_all_its_pages() throws IOException {
    List<ImageKey> keys = new ArrayList<>();
    String productId = ids.next("prd");
    Files.createDirectories(folder().resolve(productId));
    for (int i = 0; i < 2_001; i++) {
      ImageKey key = new ImageKey(productId, ids.next("img"), "a".repeat(64));
      age(Files.write(path(key), new byte[1]), Duration.ofDays(1));
      keys.add(key);
    }

    assertThat(putBefore(clock.instant())).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void a_file_that_was_damaged_on_the_way_is_not_kept() {
    Picture picture = picture(ids.next("prd"), 100);
    byte[] damaged = picture.file().clone();
    damaged[50]++;

    assertThatThrownBy(() -> store.put(picture.key(), damaged)).isInstanceOf(ApiException.class);

    assertThat(store.get(picture.key())).isEmpty();
  }

  @Test
  void a_bucket_that_is_not_there_or_not_ours_stops_the_start_and_one_out_of_reach_does_not()
      throws IOException {
    assertThatThrownBy(() -> with("SOUK_IMAGE_S3_BUCKET", "nobodys").verify())
        .hasMessage("bucket nobodys cannot be used: status 404");
    assertThatThrownBy(() -> with("SOUK_IMAGE_S3_SECRET_ACCESS_KEY", "wrong").verify())
        .hasMessage("bucket pictures cannot be used: status 403");
    ImageStore away = away();
    assertThatCode(away::verify).doesNotThrowAnyException();
  }
}
