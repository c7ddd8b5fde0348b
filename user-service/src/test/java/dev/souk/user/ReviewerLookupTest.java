package dev.souk.user;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.error.Reason;
import dev.souk.user.domain.DisplayName;
import dev.souk.user.v1.LookupReviewerRequest;
import dev.souk.user.v1.ReviewerServiceGrpc;
import dev.souk.user.v1.User;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How product-service is told that people are called. */
class ReviewerLookupTest {
  @TempDir static Path folder;
  private static UserFixture fixture;

  @BeforeAll
  static void start() throws IOException {
    fixture = new UserFixture(folder);
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void an_active_account_has_a_name_for_everybody() {
    User user = fixture.register();
    assertThat(name("product-service", user.getUserId()))
        .isEqualTo(DisplayName.of(user.getName()))
        .isNotEmpty();

    User _ =
        fixture
            .admin()
            .updateUser(
                UserFixture.change(user.toBuilder().setState(User.State.STATE_DISABLED), "state"));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> name("product-service", user.getUserId()));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> name("product-service", "usr_nobody"));
  }

  @Test
  void only_product_service_may_ask() {
    assertRefused(Reason.CALLER_NOT_ALLOWED, () -> name("order-service", "usr_nobody"));
  }

  @ParameterizedTest
  @CsvSource({
    "Ada Lovelace,Ada L.",
    "Ada  King   Lovelace,Ada L.",
    "Ada,Ada",
    "ada@example.com,''",
    "Ada ada@example.com,''",
    "Ada 𝒳ing,Ada 𝒳.",
    "'  ',''"
  })
  void it_is_the_first_name_and_an_initial_and_never_an_address(String name, String shown) {
    assertThat(DisplayName.of(name)).isEqualTo(shown);
  }

  private static String name(String caller, String userId) {
    return ReviewerServiceGrpc.newBlockingStub(
            fixture.identity.service(fixture.server.grpcPort(), "user-service", caller))
        .lookupReviewer(LookupReviewerRequest.newBuilder().setUserId(userId).build())
        .getDisplayName();
  }
}
