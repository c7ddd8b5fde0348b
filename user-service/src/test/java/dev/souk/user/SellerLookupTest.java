package dev.souk.user;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.error.Reason;
import dev.souk.user.v1.LookupSellerRequest;
import dev.souk.user.v1.LookupSellerResponse;
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
  void an_account_may_administer_while_it_is_active_and_an_admins() {
    User user = fixture.register();
    assertThat(mayAdminister(user.getUserId())).isFalse();

    User admin = makeAdmin(user);
    User _ = makeAdmin(fixture.register()); // one must be left
    assertThat(mayAdminister(user.getUserId())).isTrue();
    assertThat(maySell(user.getUserId())).isFalse();

    User disabled =
        fixture
            .admin()
            .updateUser(
                UserFixture.change(admin.toBuilder().setState(User.State.STATE_DISABLED), "state"));
    assertThat(disabled.getRolesList()).contains("ROLE_ADMIN");
    assertThat(mayAdminister(user.getUserId())).isFalse();
  }

  @Test
  void an_unknown_account_may_nothing() {
    assertThat(maySell("usr_nobody")).isFalse();
    assertThat(mayAdminister("usr_nobody")).isFalse();
  }

  @Test
  void only_product_service_may_ask() {
    assertRefused(Reason.CALLER_NOT_ALLOWED, () -> lookup("order-service", "usr_nobody"));
  }

  private static User makeAdmin(User user) {
    return fixture
        .admin()
        .updateUser(UserFixture.change(user.toBuilder().addRoles("ROLE_ADMIN"), "roles"));
  }

  private static boolean maySell(String userId) {
    return lookup("product-service", userId).getMaySell();
  }

  private static boolean mayAdminister(String userId) {
    return lookup("product-service", userId).getMayAdminister();
  }

  private static LookupSellerResponse lookup(String caller, String userId) {
    return SellerServiceGrpc.newBlockingStub(
            fixture.identity.service(fixture.server.grpcPort(), "user-service", caller))
        .lookupSeller(LookupSellerRequest.newBuilder().setUserId(userId).build());
  }
}
