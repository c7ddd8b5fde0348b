package dev.souk.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 137: an earlier release is rolled out again, as it was. */
class RollbackTest {
  @TempDir Path folder;
  private ScriptRepository repository;
  private String earlier;

  @BeforeEach
  void make_two_releases() throws Exception {
    repository = ScriptRepository.make(folder, "rollback");
    earlier = release("earlier");
    release("present");
  }

  @Test
  void the_manifests_of_its_commit_go_out_with_its_images() throws Exception {
    Path images = images("# commit " + earlier + "\nsouk/kong registry.example/kong@sha256:0\n");
    assertThat(repository.runScript("production", images.toString())).isZero();
    assertThat(repository.output())
        .contains("release of " + earlier.substring(0, 7))
        .endsWith("earlier: production " + images.toRealPath() + "\n");
    assertThat(repository.git("worktree", "list")).hasLineCount(1);
  }

  @Test
  void images_of_no_commit_or_of_an_unknown_one_go_nowhere() throws Exception {
    Path ofNone = images("souk/kong registry.example/kong@sha256:0\n");
    assertThat(repository.runScript("production", ofNone.toString())).isEqualTo(2);
    Path ofUnknown = images("# commit " + "0".repeat(40) + "\n");
    assertThat(repository.runScript("production", ofUnknown.toString())).isNotZero();
    assertThat(repository.output()).doesNotContain("production");
    assertThat(repository.git("worktree", "list")).hasLineCount(1);
  }

  /** Commits a {@code rollout} that says which release it is; the commit. */
  private String release(String name) throws IOException, InterruptedException {
    Path rollout = repository.file("deploy/kubernetes/rollout");
    Files.createDirectories(rollout.getParent());
    Files.writeString(rollout, "#!/bin/sh\necho \"" + name + ": $*\"\n");
    Files.setPosixFilePermissions(rollout, PosixFilePermissions.fromString("rwxr-xr-x"));
    return repository.commit();
  }

  private Path images(String content) throws IOException {
    return Files.writeString(folder.resolve("images.txt"), content);
  }
}
