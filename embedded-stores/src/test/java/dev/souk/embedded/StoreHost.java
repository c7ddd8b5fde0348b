package dev.souk.embedded;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A JVM that holds one store until it is killed. */
final class StoreHost {
  private StoreHost() {}

  /** Arguments: store, folder, port. Prints one line when the store is ready. */
  public static void main(String[] args) throws Exception {
    try (AutoCloseable store =
        StoreUnderTest.valueOf(args[0]).start(Path.of(args[1]), Integer.parseInt(args[2]))) {
      System.out.println("ready " + store.getClass().getSimpleName());
      new CountDownLatch(1).await();
    }
  }
}
