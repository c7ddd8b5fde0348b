package dev.souk.kit.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is off costs nothing: where its classes are not even there, nothing is missing. */
class TracingOffTest {

  @Test
  void no_class_of_opentelemetry_is_used(@TempDir Path folder) throws Exception {
    // Never closed: threads that are about to end still load classes.
    ClassLoader without = withoutOpenTelemetry();
    assertThatThrownBy(() -> without.loadClass("io.opentelemetry.api.OpenTelemetry"))
        .isInstanceOf(ClassNotFoundException.class);
    Callable<?> service =
        (Callable<?>)
            without
                .loadClass(UntracedService.class.getName())
                .getConstructor(Path.class)
                .newInstance(folder);

    assertThat(service.call()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
  }

  private static ClassLoader withoutOpenTelemetry() throws Exception {
    List<URL> places = new ArrayList<>();
    for (String place : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!place.contains("opentelemetry")) {
        places.add(Path.of(place).toUri().toURL());
      }
    }
    return new URLClassLoader(places.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }
}
