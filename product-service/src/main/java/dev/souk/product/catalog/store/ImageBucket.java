package dev.souk.product.catalog.store;

import dev.souk.kit.error.Errors;
import dev.souk.product.catalog.domain.ImageKey;
import dev.souk.product.catalog.domain.ImageStore;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Files of pictures as objects in a bucket of S3, or of a store that speaks its protocol. */
public final class ImageBucket implements ImageStore {
  private static final Logger LOG = LoggerFactory.getLogger(ImageBucket.class);
  private static final int SERVER_ERROR = 500;

  private final S3Client s3;
  private final String bucket;

  /** Keeps files in the bucket. */
  public ImageBucket(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  /** A bucket that is not there, or is not ours, stops the start; a store that is away does not. */
  @Override
  public void verify() {
    try {
      s3.headBucket(request -> request.bucket(bucket));
    } catch (SdkException e) {
      if (e instanceof S3Exception refused && refused.statusCode() < SERVER_ERROR) {
        throw new IllegalStateException(
            "bucket " + bucket + " cannot be used: status " + refused.statusCode(), e);
      }
      LOG.warn("cannot reach the bucket {} of pictures yet", bucket, e);
    }
  }

  /** The store computes the hash of what reached it and refuses anything but the file. */
  @Override
  public void put(ImageKey key, byte[] file) {
    String hash = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(key.hash()));
    String name = ImageNames.of(key);
    attempt(
        "store",
        () ->
            s3.putObject(
                request -> request.bucket(bucket).key(name).checksumSHA256(hash),
                RequestBody.fromBytes(file)));
  }

  @Override
  public Optional<byte[]> get(ImageKey key) {
    String name = ImageNames.of(key);
    return attempt(
        "read",
        () -> {
          try {
            return Optional.of(
                s3.getObjectAsBytes(request -> request.bucket(bucket).key(name))
                    .asByteArrayUnsafe());
          } catch (NoSuchKeyException absent) {
            return Optional.empty();
          }
        });
  }

  @Override
  public void delete(ImageKey key) {
    String name = ImageNames.of(key);
    attempt("remove", () -> s3.deleteObject(request -> request.bucket(bucket).key(name)));
  }

  /** Lists come in the order of names, which begin with the product. */
  @Override
  public Stream<ImageKey> putBefore(Instant time) {
    ListObjectsV2Request first = ListObjectsV2Request.builder().bucket(bucket).build();
    return Stream.iterate(Optional.of(page(first)), Optional::isPresent, page -> next(first, page))
        .flatMap(page -> page.orElseThrow().contents().stream())
        .filter(object -> object.lastModified().isBefore(time))
        .flatMap(object -> ImageNames.key(object.key()).stream());
  }

  /** Nothing: an object is there whole once its put succeeds, and not at all before. */
  @Override
  public void deleteUnfinished(Instant before) {}

  private Optional<ListObjectsV2Response> next(
      ListObjectsV2Request first, Optional<ListObjectsV2Response> page) {
    return page.filter(ListObjectsV2Response::isTruncated)
        .map(ListObjectsV2Response::nextContinuationToken)
        .map(token -> page(first.toBuilder().continuationToken(token).build()));
  }

  private ListObjectsV2Response page(ListObjectsV2Request request) {
    return attempt("list", () -> s3.listObjectsV2(request));
  }

  private static <T> T attempt(String what, Supplier<T> action) {
    try {
      return action.get();
    } catch (SdkException e) {
      LOG.warn("cannot {} pictures", what, e);
      throw Errors.unavailable("image store");
    }
  }
}
