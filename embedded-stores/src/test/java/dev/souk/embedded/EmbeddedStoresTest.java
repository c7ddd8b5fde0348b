package dev.souk.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmbeddedStoresTest {
  private static final List<String> VALUES =
      IntStream.range(0, 50).mapToObj("value-%03d"::formatted).toList();

  @TempDir Path folder;

  /** The folder cannot be deleted under a server that is still on its way out. */
  @AfterEach
  void await_the_end_of_servers_whose_jvm_was_killed() {
    if (Files.exists(folder.resolve("server.pid"))) {
      ChildProcess.endLeftOver("the server", folder);
    }
  }

  @ParameterizedTest
  @EnumSource
  void keeps_acknowledged_writes_when_its_jvm_is_killed(StoreUnderTest store) throws Exception {
    int port = FreePort.find();
    Process host = hostJvm(store, port);
    try {
      store.write(port, VALUES);
    } finally {
      host.destroyForcibly().waitFor();
    }

    try (AutoCloseable restarted = store.start(folder, port)) {
      assertThat(restarted).isNotNull();
      assertThat(store.read(port)).containsExactlyInAnyOrderElementsOf(VALUES);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DYNAMODB", "POSTGRES", "REDIS"})
  void keeps_acknowledged_writes_when_the_server_itself_is_killed(StoreUnderTest store)
      throws Exception {
    int port = FreePort.find();
    try (AutoCloseable killed = store.start(folder, port)) {
      assertThat(killed).isNotNull();
      store.write(port, VALUES);
      ProcessHandle server = serverProcess();
      server.destroyForcibly();
      server.onExit().join();
    }

    try (AutoCloseable restarted = store.start(folder, port)) {
      assertThat(restarted).isNotNull();
      assertThat(store.read(port)).containsExactlyInAnyOrderElementsOf(VALUES);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DYNAMODB", "POSTGRES", "REDIS"})
  void server_process_ends_when_its_jvm_is_killed(StoreUnderTest store) throws Exception {
    int port = FreePort.find();
    Process host = hostJvm(store, port);
    ProcessHandle server = serverProcess();

    host.destroyForcibly().waitFor();

    await().atMost(Duration.ofSeconds(20)).until(() -> !server.isAlive());
    await().atMost(Duration.ofSeconds(20)).until(() -> FreePort.isFree(port));
  }

  @ParameterizedTest
  @EnumSource
  void refuses_a_folder_that_another_process_uses(StoreUnderTest store) throws Exception {
    Process host = hostJvm(store, FreePort.find());
    try {
      assertThatThrownBy(() -> store.start(folder, 0))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("in use by another process");
    } finally {
      host.destroyForcibly().waitFor();
    }
  }

  @Test
  void postgres_starts_when_the_process_id_it_noted_now_belongs_to_another() throws Exception {
    EmbeddedPostgres.start(folder, 0).close();
    Path noted = folder.resolve("cluster").resolve("postmaster.pid");
    Files.writeString(
        noted, "%d%n/elsewhere%n0%n5432%n%n%n".formatted(ProcessHandle.current().pid()));

    try (EmbeddedPostgres restarted = EmbeddedPostgres.start(folder, 0)) {
      assertThat(restarted.createDatabase("shop")).endsWith(restarted.port() + "/shop");
    }
  }

  @Test
  void creating_a_database_twice_gives_the_same_one() {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
      assertThat(postgres.createDatabase("shop")).isEqualTo(postgres.createDatabase("shop"));
    }
  }

  @Test
  void several_may_create_a_database_at_once() {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
      List<String> urls =
          IntStream.range(0, 64)
              .parallel()
              .mapToObj(i -> postgres.createDatabase("shop" + i / 8))
              .toList();
      assertThat(urls)
          .containsOnly(
              IntStream.range(0, 8)
                  .mapToObj(i -> EmbeddedPostgres.url(postgres.port(), "shop" + i))
                  .toArray(String[]::new));
    }
  }

  @Test
  void a_server_that_cannot_start_says_why() throws IOException {
    try (EmbeddedRedis first = EmbeddedRedis.start(folder.resolve("first"), 0)) {
      assertThatThrownBy(() -> EmbeddedRedis.start(folder.resolve("second"), first.port()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("Redis")
          .hasMessageContaining(Integer.toString(first.port()));
    }
  }

  private Process hostJvm(StoreUnderTest store, int port) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StoreHost.class.getName(),
                store.name(),
                folder.toString(),
                Integer.toString(port))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = process.inputReader();
    assertThat(output.readLine()).startsWith("ready");
    return process;
  }

  private ProcessHandle serverProcess() throws IOException {
    long pid = Long.parseLong(Files.readString(folder.resolve("server.pid")).strip());
    return ProcessHandle.of(pid).orElseThrow();
  }
}
