package dev.souk.product.catalog.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the files of pictures are kept: a directory, or a store of objects. All instances of the
 * service share it. Everything here throws {@code DEPENDENCY_UNAVAILABLE} when it does not work.
 */
public interface ImageStore {

  /** Whether it can be used as it is configured; throws when not. */
  void verify();

  /** Keeps a file: when this returns, the whole of it outlives a loss of power. */
  void put(ImageKey key, byte[] file);

  /** The whole file. */
  Optional<byte[]> get(ImageKey key);

  /** Removes a file, where there is one. */
  void delete(ImageKey key);

  /** The files that were put before the time, those of one product one after the other. */
  Stream<ImageKey> putBefore(Instant time);

  /** Removes what is left of puts that began before the time and never ended. */
  void deleteUnfinished(Instant before);
}
