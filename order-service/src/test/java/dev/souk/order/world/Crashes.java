package dev.souk.order.world;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Kills the thread right after the n-th call that crosses a boundary of the domain: the call took
 * effect, and nobody learns of it. Going through all n visits every place where a process can die,
 * but for the one before the first call, where nothing has happened yet.
 */
public final class Crashes {
  private final AtomicInteger calls = new AtomicInteger();
  private volatile int fatalCall;

  /** The death of a process: an error that nothing handles. */
  public static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash(String where) {
      super(where);
    }
  }

  /** Has the work die at its n-th call, counted from 1; false when it is over before. */
  public boolean killAt(int call, Runnable work) {
    calls.set(0);
    fatalCall = call;
    try {
      work.run();
      return false;
    } catch (Crash e) {
      return true;
    } finally {
      fatalCall = 0;
    }
  }

  private static void dieIf(boolean fatal, String method) {
    if (fatal) {
      throw new Crash("after " + method);
    }
  }

  /** The same, mortal. */
  public <T> T mortal(Class<T> boundary, T target) {
    return boundary.cast(
        Proxy.newProxyInstance(
            boundary.getClassLoader(),
            new Class<?>[] {boundary},
            (proxy, method, arguments) -> {
              boolean fatal = fatalCall != 0 && calls.incrementAndGet() == fatalCall;
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } finally {
                dieIf(fatal, method.getName());
              }
            }));
  }
}
