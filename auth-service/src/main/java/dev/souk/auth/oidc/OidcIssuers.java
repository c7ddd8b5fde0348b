package dev.souk.auth.oidc;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The file of trusted issuers: a JSON list of {@link OidcIssuer}. */
public final class OidcIssuers {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private OidcIssuers() {}

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException when it cannot be read, or says something that makes no sense
   */
  public static Map<String, OidcIssuer> read(Path file) {
    try {
      Map<String, OidcIssuer> issuers = new LinkedHashMap<>();
      for (OidcIssuer issuer :
          JSON.readValue(file.toFile(), new TypeReference<List<OidcIssuer>>() {})) {
        if (issuers.put(issuer.issuer(), issuer) != null) {
          throw new IllegalArgumentException(issuer.issuer() + " is there twice");
        }
      }
      return issuers;
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read the issuers in " + file, e);
    }
  }
}
