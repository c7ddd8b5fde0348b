package dev.souk.product.catalog.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.souk.kit.error.ApiException;
import dev.souk.product.catalog.domain.FileProducts;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets an operator have every product filed under its categories and counted anew, in the
 * background: {@code POST} on the operator's port.
 */
public final class RefileEndpoint implements HttpHandler {
  /** Where it is. */
  public static final String PATH = "/internal/categories:refile";

  private static final int ACCEPTED = 202;
  private static final int UNAVAILABLE = 503;
  private static final int NO_BODY = -1;
  private static final Logger LOG = LoggerFactory.getLogger(RefileEndpoint.class);

  private final FileProducts fileProducts;

  /** Files them there. */
  public RefileEndpoint(FileProducts fileProducts) {
    this.fileProducts = fileProducts;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(isAccepted() ? ACCEPTED : UNAVAILABLE, NO_BODY);
  }

  private boolean isAccepted() {
    try {
      fileProducts.addAll();
      return true;
    } catch (ApiException e) {
      LOG.warn("cannot note that all products are to be filed anew", e);
      return false;
    }
  }
}
