package dev.souk.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to run a server as a child process.
 *
 * @param name what a person calls it
 * @param folder its working folder, where its process id is noted too
 * @param port where it will listen; a stranger there would be taken for it
 * @param stopSignal name of the signal that makes it stop in good order, such as {@code TERM}
 * @param log file that its output goes to, replacing what is there
 * @param environment added to this process's own environment
 * @param line the program and its arguments
 */
public record ChildCommand(
    String name,
    Path folder,
    int port,
    String stopSignal,
    Path log,
    Map<String, String> environment,
    List<String> line) {

  static ChildCommand inFolder(
      String name, DataFolder folder, int port, String stopSignal, List<String> line) {
    return new ChildCommand(
        name, folder.path(), port, stopSignal, folder.resolve("server.log"), Map.of(), line);
  }
}
