package dev.souk.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A repository of git's with one of our scripts in it, to run the script there. */
record ScriptRepository(Path folder, String script) {

  /** Makes it in a folder, with the script of a name from {@code .ci}. */
  static ScriptRepository make(Path folder, String script) throws Exception {
    ScriptRepository repository = new ScriptRepository(folder, script);
    Path copy = folder.resolve("tree/.ci/" + script);
    Files.createDirectories(copy.getParent());
    Files.copy(Path.of("../.ci/" + script), copy, StandardCopyOption.COPY_ATTRIBUTES);
    repository.git("init", "-q");
    return repository;
  }

  /** A file of the work tree. */
  Path file(String path) {
    return folder.resolve("tree").resolve(path);
  }

  /** Commits all; the commit. */
  String commit() throws IOException, InterruptedException {
    git("add", ".");
    git("config", "user.name", "test");
    git("config", "user.email", "test@example.com");
    git("commit", "-q", "-m", "change");
    return git("rev-parse", "HEAD").strip();
  }

  /** Runs git, which must succeed; what it prints. */
  String git(String... arguments) throws IOException, InterruptedException {
    assertThat(run("git", arguments)).as(String.join(" ", arguments)).isZero();
    return output();
  }

  /** Runs the script; how it ends. */
  int runScript(String... arguments) throws IOException, InterruptedException {
    return run(".ci/" + script, arguments);
  }

  /** What the last command printed. */
  String output() throws IOException {
    return Files.readString(folder.resolve("output"));
  }

  private int run(String program, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.resolve("tree").toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }
}
