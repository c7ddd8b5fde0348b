package dev.souk.user.password;

import dev.souk.kit.error.Errors;
import dev.souk.user.domain.Passwords;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Hashes on as many threads as there are processors, so that a flood of logins takes no more than
 * that and 19 MiB a thread. Who finds the queue full is refused at once.
 */
public final class HashingPool implements Passwords, AutoCloseable {
  private final Argon2id argon2id;
  private final ThreadPoolExecutor threads;
  private final PhcString nobodysHash;

  /**
   * A pool.
   *
   * @param argon2id what it computes
   * @param workers threads, 1 or more
   * @param queue calls that may wait, 1 or more
   */
  public HashingPool(Argon2id argon2id, int workers, int queue) {
    this.argon2id = argon2id;
    this.threads =
        new ThreadPoolExecutor(
            workers,
            workers,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            Thread.ofPlatform().daemon().name("argon2id-", 0).factory());
    this.nobodysHash = argon2id.hash("");
  }

  @Override
  public String hash(String password) {
    return inTurn(() -> argon2id.hash(password).text());
  }

  @Override
  public boolean matches(String password, Optional<String> hash) {
    PhcString expected = hash.map(PhcString::parse).orElse(nobodysHash);
    return inTurn(() -> argon2id.matches(password, expected)) && hash.isPresent();
  }

  @Override
  public boolean isOutdated(String hash) {
    return argon2id.isOutdated(PhcString.parse(hash));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private <T> T inTurn(Callable<T> work) {
    Future<T> result;
    try {
      result = threads.submit(work);
    } catch (RejectedExecutionException e) {
      throw Errors.overloaded();
    }
    try {
      return result.get();
    } catch (InterruptedException e) {
      result.cancel(false);
      Thread.currentThread().interrupt();
      throw Errors.deadlinePassed();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot hash", e.getCause());
    }
  }
}
