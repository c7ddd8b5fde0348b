package dev.souk.local;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** Tells the person at the terminal what is going on, apart from the logs. */
public final class Progress {
  private final PrintStream out;
  private final InstantSource clock;
  private final Instant started;

  /** Writes to the given stream, and measures from now. */
  public Progress(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
    this.started = clock.instant();
  }

  /** One line. */
  public synchronized void say(String line) {
    out.println(line);
    out.flush();
  }

  /** One line of the table of what listens where. */
  public void listens(String name, String address) {
    say(String.format(Locale.ROOT, "  %-22s %s", name, address));
  }

  /** A step that is done, with the seconds since the start. */
  public void done(String step) {
    say(String.format(Locale.ROOT, "  %5.1f s  %s", seconds(), step));
  }

  /** The last line of a start. */
  public void ready() {
    say(String.format(Locale.ROOT, "ready in %.1f s", seconds()));
  }

  private double seconds() {
    return Duration.between(started, clock.instant()).toMillis() / 1000.0;
  }
}
