package dev.souk.kit.error;

import com.google.rpc.Code;

/** Makes the errors of drills. */
public final class FaultErrors {
  private FaultErrors() {}

  /** An administrator set a fault on the method; nothing was done. */
  public static ApiException faultInjected(Code code, String method) {
    return ErrorBuilder.of(Reason.FAULT_INJECTED, "A fault was injected into " + method + ".")
        .with("method", method)
        .code(code)
        .toException();
  }

  /** The service takes no faults: it was not started with {@code SOUK_FAULTS=enabled}. */
  public static ApiException faultsDisabled() {
    return ErrorBuilder.of(
            Reason.FAULTS_DISABLED, "The service was not started with faults enabled.")
        .toException();
  }

  /** The service shares its process with others, and would not crash alone. */
  public static ApiException processShared() {
    return ErrorBuilder.of(
            Reason.PROCESS_SHARED,
            "The service shares its process with others, and would not crash alone.")
        .toException();
  }
}
