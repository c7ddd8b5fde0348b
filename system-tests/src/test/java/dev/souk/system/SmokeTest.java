package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.souk.system.shop.Goods;
import dev.souk.system.shop.Shop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Row 137: the pipeline's smoke test passes against this very shop. */
@ExtendWith(Shop.Running.class)
class SmokeTest {
  @Test
  void it_buys_something_and_takes_it_back(Shop shop, @TempDir Path folder) throws Exception {
    shop.requireLocal();
    assumeTrue(
        Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(bin -> Files.isExecutable(Path.of(bin, "node")))
            || Boolean.getBoolean("souk.test.all"),
        "needs node");
    Goods.offer(shop, 500, 10);
    Path output = folder.resolve("output");
    Process smoke =
        new ProcessBuilder("../.ci/smoke.mjs", "http://127.0.0.1:" + (8000 + shop.portOffset()))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(smoke.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(Files.readString(output)).contains("and took it back");
    assertThat(smoke.exitValue()).isZero();
  }
}
