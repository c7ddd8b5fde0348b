package dev.souk.product.dynamo;

import dev.souk.kit.config.Settings;
import dev.souk.kit.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.instrumentation.awssdk.v2_2.AwsSdkTelemetry;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * Which DynamoDB to use.
 *
 * @param endpoint {@code SOUK_DYNAMODB_ENDPOINT}: where it is, for one that is not Amazon's
 * @param region {@code SOUK_DYNAMODB_REGION}: its region
 * @param accessKeyId {@code AWS_ACCESS_KEY_ID}: who to be there; read with an endpoint alone,
 *     Amazon's own chain decides otherwise
 * @param secretAccessKey {@code AWS_SECRET_ACCESS_KEY}: the secret to that
 * @param tablePrefix {@code SOUK_DYNAMODB_TABLE_PREFIX}: what the names of the tables begin with
 */
public record DynamoConfig(
    Optional<String> endpoint,
    String region,
    String accessKeyId,
    String secretAccessKey,
    String tablePrefix) {
  private static final int CONNECTIONS = 128;
  private static final Duration ATTEMPT = Duration.ofSeconds(5);
  private static final Duration CALL = Duration.ofSeconds(10);

  /** Reads it from settings. */
  public static DynamoConfig from(Settings settings) {
    Optional<String> endpoint = settings.optional("SOUK_DYNAMODB_ENDPOINT");
    return new DynamoConfig(
        endpoint,
        settings.required("SOUK_DYNAMODB_REGION"),
        endpoint.isPresent() ? settings.required("AWS_ACCESS_KEY_ID") : "",
        endpoint.isPresent() ? settings.required("AWS_SECRET_ACCESS_KEY") : "",
        settings.orDefault("SOUK_DYNAMODB_TABLE_PREFIX", "souk-"));
  }

  /** Whether it is Amazon's, which keeps backups; others do not. */
  public boolean keepsBackups() {
    return endpoint.isEmpty();
  }

  /** A client for it, with neither metrics nor spans. */
  public DynamoDbClient client() {
    return client(Optional.empty(), Tracing.off());
  }

  /** A client for it. Its spans name tables, not keys. */
  public DynamoDbClient client(MeterRegistry metrics, Tracing tracing) {
    return client(Optional.of(new DynamoMeter(metrics)), tracing);
  }

  private DynamoDbClient client(Optional<DynamoMeter> meter, Tracing tracing) {
    DynamoDbClientBuilder builder =
        DynamoDbClient.builder()
            .region(Region.of(region))
            .httpClientBuilder(Apache5HttpClient.builder().maxConnections(CONNECTIONS))
            .overrideConfiguration(override -> {
              override.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL);
              meter.ifPresent(override::addMetricPublisher);
              if (tracing.isOn()) {
                override.addExecutionInterceptor(
                    AwsSdkTelemetry.create(tracing.openTelemetry()).createExecutionInterceptor());
              }
            });
    endpoint.ifPresent(address ->
        builder
            .endpointOverride(URI.create(address))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(accessKeyId, secretAccessKey))));
    return builder.build();
  }

  @Override
  public String toString() {
    return "DynamoConfig[endpoint=" + endpoint + ", region=" + region + "]";
  }
}
