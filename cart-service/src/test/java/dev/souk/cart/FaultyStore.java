package dev.souk.cart;

import dev.souk.cart.domain.Cart;
import dev.souk.cart.domain.CartOwner;
import dev.souk.cart.domain.CartSnapshot;
import dev.souk.cart.domain.CartStore;
import dev.souk.cart.domain.RequestKey;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A store at one of whose calls something happens, such as the end of the process. */
final class FaultyStore implements CartStore {
  private final CartStore store;
  private final AtomicInteger calls = new AtomicInteger();
  private volatile int faulty;
  private volatile boolean afterwards;
  private volatile Runnable fault = () -> {};

  FaultyStore(CartStore store) {
    this.store = store;
  }

  /** Lets the fault happen before or after the given call, counted from 1 and from now on. */
  void failAt(int call, boolean after, Runnable what) {
    calls.set(0);
    faulty = call;
    afterwards = after;
    fault = what;
  }

  /** The calls so far, since the last {@link #failAt}. */
  int calls() {
    return calls.get();
  }

  @Override
  public CartSnapshot read(CartOwner owner, Optional<RequestKey> key) {
    return call(() -> store.read(owner, key));
  }

  @Override
  public boolean replace(CartOwner owner, CartSnapshot read, Cart next, Optional<RequestKey> key) {
    return call(() -> store.replace(owner, read, next, key));
  }

  @Override
  public boolean remove(CartOwner owner, CartSnapshot read) {
    return call(() -> store.remove(owner, read));
  }

  private <T> T call(Supplier<T> command) {
    boolean hit = calls.incrementAndGet() == faulty;
    if (hit && !afterwards) {
      fault.run();
    }
    T answer = command.get();
    if (hit && afterwards) {
      fault.run();
    }
    return answer;
  }
}
