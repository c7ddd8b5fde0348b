package dev.souk.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row 130: the protos are compared with those that clients have, or it is said that they are not.
 */
class BreakingTest {
  @TempDir Path folder;
  private ScriptRepository repository;
  private Path buf;

  @BeforeEach
  void make_a_repository_with_protos() throws Exception {
    repository = ScriptRepository.make(folder, "breaking");
    Files.writeString(repository.file("buf.yaml"), "version: v2\n");
    buf = Files.writeString(folder.resolve("buf"), "#!/bin/sh\necho \"compares: $*\"\n");
    Files.setPosixFilePermissions(buf, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void a_change_is_compared_with_main() throws Exception {
    String main = repository.commit();
    mainIs(main);
    Files.writeString(repository.file("change"), "");
    repository.commit();
    assertThat(breaking()).contains("compares: breaking --against .git#ref=" + main);
  }

  @Test
  void main_is_compared_with_the_commit_before() throws Exception {
    String before = repository.commit();
    Files.writeString(repository.file("change"), "");
    mainIs(repository.commit());
    assertThat(breaking()).contains("compares: breaking --against .git#ref=" + before);
  }

  @Test
  void what_is_not_compared_is_said() throws Exception {
    String first = repository.commit();
    assertThat(breaking())
        .isEqualTo("buf: breaking changes NOT COMPARED, there is no origin/main\n");
    mainIs(first);
    assertThat(breaking()).contains("NOT COMPARED, there is no commit before");
  }

  @Test
  void a_breaking_change_fails() throws Exception {
    mainIs(repository.commit());
    Files.writeString(repository.file("change"), "");
    repository.commit();
    Files.writeString(buf, "#!/bin/sh\nexit 100\n");
    assertThat(repository.runScript(buf.toString())).isEqualTo(100);
  }

  private String breaking() throws IOException, InterruptedException {
    assertThat(repository.runScript(buf.toString())).isZero();
    return repository.output();
  }

  private void mainIs(String commit) throws IOException, InterruptedException {
    repository.git("update-ref", "refs/remotes/origin/main", commit);
  }
}
