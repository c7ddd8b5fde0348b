package dev.souk.user;

import static dev.souk.user.UserFixture.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.souk.user.v1.User;
import dev.souk.user.v1.VerifyCredentialsRequest;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("5: one error for an unknown user and a wrong password")
class OneErrorTest {
  @TempDir static Path folder;
  private static UserFixture fixture;

  @BeforeAll
  static void start() throws Exception {
    fixture = new UserFixture(folder);
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  private static com.google.rpc.Status refusal(String email, String password) {
    StatusRuntimeException refusal =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () -> {
              var _ =
                  fixture
                      .service("auth-service")
                      .verifyCredentials(
                          VerifyCredentialsRequest.newBuilder()
                              .setEmail(email)
                              .setPassword(password)
                              .build());
            });
    assertThat(refusal).isNotNull();
    return StatusProto.fromThrowable(refusal);
  }

  @Test
  void every_field_is_the_same_also_for_a_disabled_account_with_the_right_password() {
    User user = fixture.register();
    User disabled = fixture.register();
    var _ =
        fixture
            .admin()
            .updateUser(change(disabled.toBuilder().setState(User.State.STATE_DISABLED), "state"));
    com.google.rpc.Status unknown = refusal("nobody@example.com", "wrong horse battery");
    assertThat(unknown.getDetailsList()).isNotEmpty();
    assertThat(
            List.of(
                refusal(user.getEmail(), "wrong horse battery"),
                refusal(disabled.getEmail(), "wrong horse battery"),
                refusal(disabled.getEmail(), "correct horse battery")))
        .containsOnly(unknown);
  }
}
