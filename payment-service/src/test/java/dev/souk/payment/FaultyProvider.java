package dev.souk.payment;

import dev.souk.kit.money.Amount;
import dev.souk.payment.domain.Operation;
import dev.souk.payment.domain.PaymentProvider;
import dev.souk.payment.domain.ProviderAnswer;
import dev.souk.payment.domain.ProviderTimeout;
import dev.souk.payment.domain.ProviderUnavailable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/** A provider of which the next operations go wrong as a test says. */
final class FaultyProvider implements PaymentProvider {
  /** What goes wrong. */
  enum Fault {
    /** This process dies before the provider hears of the operation. */
    CRASH_BEFORE,
    /** This process dies when the operation is done, before the answer is entered. */
    CRASH_AFTER,
    /** The operation is done, the answer is lost. */
    TIMEOUT_AFTER,
    /** The operation is lost on the way. */
    TIMEOUT_BEFORE,
    /** The provider refuses for now. */
    UNAVAILABLE
  }

  /** Stands for kill -9: nothing of the process goes on. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final PaymentProvider real;
  private final Deque<Fault> faults = new ArrayDeque<>();
  private boolean mute;

  FaultyProvider(PaymentProvider real) {
    this.real = real;
  }

  synchronized void next(Fault fault) {
    faults.add(fault);
  }

  /** Whether it answers no questions about earlier operations. */
  synchronized void mute(boolean value) {
    mute = value;
  }

  @Override
  public String name() {
    return real.name();
  }

  @Override
  public ProviderAnswer authorize(String key, Amount amount, String token) {
    return with(() -> real.authorize(key, amount, token));
  }

  @Override
  public ProviderAnswer confirmation(String authorization) {
    if (isMute()) {
      throw new ProviderTimeout("mute");
    }
    return real.confirmation(authorization);
  }

  @Override
  public ProviderAnswer capture(String key, String authorization, Amount amount) {
    return with(() -> real.capture(key, authorization, amount));
  }

  @Override
  public ProviderAnswer voidAuthorization(String key, String authorization) {
    return with(() -> real.voidAuthorization(key, authorization));
  }

  @Override
  public ProviderAnswer refund(String key, String authorization, Amount amount) {
    return with(() -> real.refund(key, authorization, amount));
  }

  @Override
  public Optional<ProviderAnswer> find(Operation operation, Optional<String> authorization) {
    if (isMute()) {
      throw new ProviderTimeout("mute");
    }
    return real.find(operation, authorization);
  }

  private synchronized boolean isMute() {
    return mute;
  }

  private synchronized Optional<Fault> take() {
    return Optional.ofNullable(faults.poll());
  }

  private ProviderAnswer with(Supplier<ProviderAnswer> operation) {
    Optional<Fault> fault = take();
    fault.ifPresent(FaultyProvider::failBefore);
    ProviderAnswer answer = operation.get();
    fault.ifPresent(FaultyProvider::failAfter);
    return answer;
  }

  private static void failBefore(Fault fault) {
    switch (fault) {
      case CRASH_BEFORE -> throw new Crash();
      case TIMEOUT_BEFORE -> throw new ProviderTimeout("lost on the way");
      case UNAVAILABLE -> throw new ProviderUnavailable("not now");
      case CRASH_AFTER, TIMEOUT_AFTER -> {}
    }
  }

  private static void failAfter(Fault fault) {
    if (fault == Fault.CRASH_AFTER) {
      throw new Crash();
    }
    throw new ProviderTimeout("answer lost");
  }
}
