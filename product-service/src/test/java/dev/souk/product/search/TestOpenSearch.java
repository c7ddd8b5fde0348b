package dev.souk.product.search;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/** An OpenSearch in this JVM. */
public final class TestOpenSearch implements AutoCloseable {
  private final OpenSearchRunner cluster;

  private TestOpenSearch(OpenSearchRunner cluster) {
    this.cluster = cluster;
  }

  /** Starts one with its data in the folder. */
  public static TestOpenSearch start(Path folder) {
    // It asserts that Lucene is the one it was built with, and runs well on the next.
    TestOpenSearch.class.getClassLoader().setPackageAssertionStatus("org.opensearch", false);
    OpenSearchRunner cluster = new OpenSearchRunner();
    cluster
        .onBuild((number, settings) -> settings.put("discovery.type", "single-node"))
        .build(
            OpenSearchRunner.newConfigs()
                .basePath(folder.toString())
                .numOfNode(1)
                .clusterName("souk-test")
                .useLogger());
    return new TestOpenSearch(cluster);
  }

  /** Where it answers. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + cluster.node().settings().get("http.port"));
  }

  @Override
  public void close() throws IOException {
    cluster.close();
  }
}
