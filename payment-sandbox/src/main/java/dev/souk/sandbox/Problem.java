package dev.souk.sandbox;

/** A request that the sandbox does not handle; it leaves no trace in the books. */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  /**
   * A problem as HTTP tells of it.
   *
   * @param status HTTP status
   * @param code for programs
   * @param message for people
   */
  Problem(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  static Problem badRequest(String message) {
    return new Problem(400, "invalid_request", message);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
