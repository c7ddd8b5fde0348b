package dev.souk.kit.fault;

/** Which faults a service takes: {@code SOUK_FAULTS}. */
public enum FaultMode {
  /** None. */
  DISABLED,
  /** All. The service must be alone in its process. */
  ENABLED,
  /** All but crashes, which would end other services with it. */
  ENABLED_WITHOUT_CRASH
}
