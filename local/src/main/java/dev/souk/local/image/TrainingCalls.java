package dev.souk.local.image;

import java.io.IOException;

/** What a server is asked while its JVM writes down what that needs. */
interface TrainingCalls extends AutoCloseable {
  /** Waits until it answers, whatever it says. */
  void awaitAnswer(TrainedProcess process) throws IOException, InterruptedException;

  /** Asks for everything there is, often enough for the JVM to learn from. */
  void callAll() throws IOException, InterruptedException;

  @Override
  void close();
}
