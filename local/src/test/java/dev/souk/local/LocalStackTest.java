package dev.souk.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.embedded.DataFolder;
import dev.souk.embedded.FreePort;
import dev.souk.local.LocalStack.Layout;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackTest {
  @TempDir Path home;

  @Test
  void a_port_in_use_is_named_with_its_server_and_the_way_out() throws IOException {
    try (ServerSocket taken = new ServerSocket()) {
      int offset = freeOffset();
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8_000 + offset));

      assertThatThrownBy(() -> start(Integer.toString(offset)))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("port " + (8_000 + offset) + " (gateway) is in use")
          .hasMessageContaining("SOUK_PORT_OFFSET=");
      assertThat(home.resolve("data")).doesNotExist();
    }
  }

  @Test
  void a_second_shop_in_the_same_folder_is_refused() {
    try (DataFolder first = DataFolder.open(home)) {
      assertThatThrownBy(() -> start(Integer.toString(freeOffset())))
          .isInstanceOf(StartException.class)
          .hasMessage("another shop is running in " + first.path());
    }
  }

  @Test
  void a_malformed_offset_is_named() {
    assertThatThrownBy(() -> start("many")).hasMessageContaining("SOUK_PORT_OFFSET");
  }

  @Test
  void a_full_disk_deep_inside_a_failure_is_what_is_told() {
    IOException full = new IOException("No space left on device");

    assertThat(FailureLine.of(new IllegalStateException("cannot start Kafka", full)))
        .startsWith("the disk is full");
  }

  @Test
  void a_folder_without_permission_is_named() {
    assertThat(FailureLine.of(new AccessDeniedException("/shop/data")))
        .isEqualTo("no permission to use /shop/data");
  }

  @Test
  void the_process_id_is_noted_while_the_shop_runs() throws IOException {
    Path file = home.resolve("souk.pid");
    try (PidFile noted = PidFile.write(file)) {
      assertThat(Files.readString(noted.file()).strip())
          .isEqualTo(Long.toString(ProcessHandle.current().pid()));
    }
    assertThat(file).doesNotExist();
  }

  private void start(String offset) throws IOException {
    Map<String, String> env = Map.of("SOUK_HOME", home.toString(), "SOUK_PORT_OFFSET", offset);
    try (LocalStack stack = new LocalStack(env, RunningShop.silent())) {
      stack.start(Layout.ONE_PROCESS);
    }
  }

  /** An offset that puts the gateway on a free port. */
  private static int freeOffset() {
    return FreePort.find() - 8_000;
  }
}
