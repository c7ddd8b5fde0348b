package dev.souk.product.catalog.store;

import dev.souk.kit.config.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Where the files of pictures are kept. All instances of the service share it. */
public sealed interface ImageStoreConfig {

  /** Reads it from settings: a bucket where one is named, else a directory. */
  static ImageStoreConfig from(Settings settings) {
    return settings
        .optional("SOUK_IMAGE_S3_BUCKET")
        .<ImageStoreConfig>map(bucket -> Bucket.from(bucket, settings))
        .orElseGet(() -> new Directory(Path.of(settings.required("SOUK_IMAGE_DIRECTORY"))));
  }

  /**
   * Files in a directory.
   *
   * @param path {@code SOUK_IMAGE_DIRECTORY}: the directory of the files of pictures, which all
   *     instances share
   */
  record Directory(Path path) implements ImageStoreConfig {}

  /**
   * Objects in a bucket.
   *
   * @param name {@code SOUK_IMAGE_S3_BUCKET}: the bucket of the files of pictures, in place of a
   *     directory
   * @param region {@code SOUK_IMAGE_S3_REGION}: the bucket's region
   * @param endpoint {@code SOUK_IMAGE_S3_ENDPOINT}: where the store is, for one that is not
   *     Amazon's; the bucket is then named in the path, which each of them understands
   * @param accessKeyId {@code SOUK_IMAGE_S3_ACCESS_KEY_ID}: who to be there; used with an endpoint
   *     alone, Amazon's own chain otherwise
   * @param secretAccessKey {@code SOUK_IMAGE_S3_SECRET_ACCESS_KEY}: the secret to that
   */
  record Bucket(
      String name,
      String region,
      Optional<URI> endpoint,
      String accessKeyId,
      String secretAccessKey)
      implements ImageStoreConfig {
    private static final String ENDPOINT = "SOUK_IMAGE_S3_ENDPOINT";
    private static final int CONNECTIONS = 64;
    private static final Duration CONNECT = Duration.ofSeconds(2);

    /** For 16 MiB at 2 MB/s. */
    private static final Duration ATTEMPT = Duration.ofSeconds(8);

    private static final Duration CALL = Duration.ofSeconds(9);

    private static Bucket from(String name, Settings settings) {
      Optional<URI> endpoint =
          settings
              .optional(ENDPOINT)
              .map(given -> settings.address(ENDPOINT, URI.create("http://localhost:9000")));
      return new Bucket(
          name,
          settings.required("SOUK_IMAGE_S3_REGION"),
          endpoint,
          endpoint.isPresent() ? settings.required("SOUK_IMAGE_S3_ACCESS_KEY_ID") : "",
          endpoint.isPresent() ? settings.required("SOUK_IMAGE_S3_SECRET_ACCESS_KEY") : "");
    }

    /** A client for it. */
    public S3Client client() {
      S3ClientBuilder builder =
          S3Client.builder()
              .region(Region.of(region))
              .httpClientBuilder(
                  Apache5HttpClient.builder()
                      .maxConnections(CONNECTIONS)
                      .connectionTimeout(CONNECT))
              .overrideConfiguration(
                  override -> override.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL));
      endpoint.ifPresent(address ->
          builder
              .endpointOverride(address)
              .forcePathStyle(true)
              .credentialsProvider(
                  StaticCredentialsProvider.create(
                      AwsBasicCredentials.create(accessKeyId, secretAccessKey))));
      return builder.build();
    }

    @Override
    public String toString() {
      return "Bucket[name=" + name + ", region=" + region + ", endpoint=" + endpoint + "]";
    }
  }
}
