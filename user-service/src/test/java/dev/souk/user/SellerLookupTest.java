package dev.souk.user;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.error.Reason;
import dev.souk.user.v1.LookupSellerRequest;
import dev.souk.user.v1.SellerServiceGrpc;
import dev.souk.user.v1.User;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What product-service is told of sellers. */
class SellerLookupTest {
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
  void an_account_may_sell_while_it_is_active_and_a_sellers() {
    User user = fixture.register();
    assertThat(maySell(user.getUserId())).isFalse();

    User seller =
        fixture
            .admin()
            .updateUser(UserFixture.change(user.toBuilder().addRoles("ROLE_SELLER"), "roles"));
    assertThat(maySell(user.getUserId())).isTrue();

    User disabled =
        fixture
            .admin()
            .updateUser(
                UserFixture.change(
                    seller.toBuilder().setState(User.State.STATE_DISABLED), "state"));
    assertThat(disabled.getRolesList()).contains("ROLE_SELLER");
    assertThat(maySell(user.getUserId())).isFalse();
  }

  @Test
  void an_unknown_account_may_not_sell() {
    assertThat(maySell("usr_nobody")).isFalse();
  }

  @Test
  void only_product_service_may_ask() {
    assertRefused(Reason.CALLER_NOT_ALLOWED, () -> maySell("order-service", "usr_nobody"));
  }

  private static boolean maySell(String userId) {
    return maySell("product-service", userId);
  }

  private static boolean maySell(String caller, String userId) {
    return SellerServiceGrpc.newBlockingStub(
            fixture.identity.service(fixture.server.grpcPort(), "user-service", caller))
        .lookupSeller(LookupSellerRequest.newBuilder().setUserId(userId).build())
        .getMaySell();
  }
}
