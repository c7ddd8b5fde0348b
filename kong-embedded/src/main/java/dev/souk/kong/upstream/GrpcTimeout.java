package dev.souk.kong.upstream;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header {@code grpc-timeout} (gRPC over HTTP/2, "Requests"). */
final class GrpcTimeout {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,8})([HMSmun])");

  private GrpcTimeout() {}

  static Optional<Duration> parse(String header) {
    Matcher matcher = FORM.matcher(header);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    ChronoUnit unit =
        switch (matcher.group(2)) {
          case "H" -> ChronoUnit.HOURS;
          case "M" -> ChronoUnit.MINUTES;
          case "S" -> ChronoUnit.SECONDS;
          case "m" -> ChronoUnit.MILLIS;
          case "u" -> ChronoUnit.MICROS;
          default -> ChronoUnit.NANOS;
        };
    return Optional.of(Duration.of(Long.parseLong(matcher.group(1)), unit));
  }
}
