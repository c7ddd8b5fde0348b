package dev.souk.user;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.HttpBody;
import dev.souk.kit.error.Reason;
import dev.souk.user.v1.ExportMeRequest;
import dev.souk.user.v1.GetMyOperationRequest;
import dev.souk.user.v1.Operation;
import dev.souk.user.v1.User;
import java.io.IOException;
import org.bson.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What users get of all that is known of them. */
class AccountExportTest extends OperationShop {
  @Test
  @DisplayName("30: an export has everything in one document, for its owner alone")
  void an_export_has_everything_in_one_document() throws IOException {
    User user = fixture.register("export@example.com", "Ex Port");
    addAddress(user);
    fixture.world.orders(3, 3);

    Operation export = mine(user).exportMe(ExportMeRequest.getDefaultInstance());
    Operation done = awaitEnd(user, export);
    assertThat(done.getState()).isEqualTo(Operation.State.STATE_SUCCEEDED);
    HttpBody document = mine(user).downloadExport(download(export));

    assertThat(document.getContentType()).isEqualTo("application/json");
    assertThat((long) document.getData().size()).isEqualTo(done.getResultBytes());
    Document json = Document.parse(document.getData().toStringUtf8());
    assertThat(json.keySet())
        .containsExactly(
            "profile",
            "addresses",
            "sessions",
            "cart",
            "wishlist",
            "orders",
            "returns",
            "payments",
            "products",
            "reviews");
    assertThat(json.get("profile", Document.class).getString("email"))
        .isEqualTo("export@example.com");
    assertThat(json.get("profile", Document.class).getBoolean("emailVerified"))
        .as("as the API writes it, false included")
        .isFalse();
    assertThat(json.getList("addresses", Document.class).getFirst().getString("line1"))
        .isEqualTo(street(user));
    assertThat(ids(json, "sessions", "sessionId")).containsExactly("ses_" + user.getUserId());
    assertThat(
            json.get("wishlist", Document.class)
                .getList("items", Document.class)
                .getFirst()
                .getString("sku"))
        .isEqualTo("of " + user.getUserId());
    assertThat(ids(json, "orders", "orderId")).containsExactly("ord_1", "ord_2", "ord_3");
    assertThat(ids(json, "returns", "returnId")).containsExactly("ret_1");
    assertThat(ids(json, "payments", "paymentId")).containsExactly("pay_1", "pay_2");
    assertThat(ids(json, "products", "productId")).containsExactly("prd_1");
    assertThat(ids(json, "reviews", "reviewId")).containsExactly("rev_1");

    User other = fixture.register();
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> mine(other).downloadExport(download(export)));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () ->
            mine(other)
                .getMyOperation(
                    GetMyOperationRequest.newBuilder()
                        .setOperationId(export.getOperationId())
                        .build()));
    assertThat(operations(user)).as("an admin sees that there is one").hasSize(1);
  }

  @Test
  void an_export_waits_for_a_service_that_is_away_and_is_one_meanwhile() {
    User user = fixture.register();
    fixture.world.goAway("payment");
    Operation export = mine(user).exportMe(ExportMeRequest.getDefaultInstance());
    await("the other parts")
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(states(get(user, export)))
                .contains("orders DONE", "payments PENDING", "products DONE"));
    assertRefused(Reason.ILLEGAL_STATE, () -> mine(user).downloadExport(download(export)));
    assertThat(mine(user).exportMe(ExportMeRequest.getDefaultInstance()).getOperationId())
        .isEqualTo(export.getOperationId());

    fixture.world.comeBack();
    assertThat(awaitEnd(user, export).getState()).isEqualTo(Operation.State.STATE_SUCCEEDED);
  }

  @Test
  void a_document_may_be_longer_than_a_database_entry_but_not_without_end() {
    User user = fixture.register();
    fixture.world.orders(14, 1024 * 1024);
    Operation export = mine(user).exportMe(ExportMeRequest.getDefaultInstance());
    assertThat(awaitEnd(user, export).getResultBytes()).isGreaterThan(14L * 1024 * 1024);
    HttpBody document =
        mine(user).withMaxInboundMessageSize(16 * 1024 * 1024).downloadExport(download(export));
    assertThat((long) document.getData().size()).isGreaterThan(14L * 1024 * 1024);

    fixture.world.orders(16, 1024 * 1024);
    Operation longer = mine(user).exportMe(ExportMeRequest.getDefaultInstance());
    Operation failed = awaitEnd(user, longer);
    assertThat(failed.getState()).isEqualTo(Operation.State.STATE_FAILED);
    assertThat(failed.getFailureReason()).isEqualTo("EXPORT_TOO_LARGE");
    assertRefused(Reason.ILLEGAL_STATE, () -> mine(user).downloadExport(download(longer)));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> mine(user).downloadExport(download(export)));
  }
}
