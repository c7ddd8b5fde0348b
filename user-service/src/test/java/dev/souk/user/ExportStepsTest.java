package dev.souk.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.user.OperationLab.Killed;
import dev.souk.user.domain.User;
import dev.souk.user.domain.operation.ErasedAccount;
import dev.souk.user.domain.operation.Operation;
import dev.souk.user.domain.operation.OperationState;
import dev.souk.user.domain.operation.OwnErasers;
import dev.souk.user.domain.operation.Part;
import dev.souk.user.domain.operation.StepState;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An export survives everything that can happen between its steps. */
class ExportStepsTest {
  private static final String DOCUMENT =
      "{\"profile\":{\"part\":\"profile\"},\"addresses\":[],\"sessions\":[],"
          + "\"cart\":{\"part\":\"cart\"},\"wishlist\":{\"part\":\"wishlist\"},"
          + "\"orders\":[\"order 1\",\"order 2\"],"
          + "\"returns\":[],\"payments\":[],\"products\":[],\"reviews\":[]}";

  @TempDir Path folder;
  private OperationLab lab;
  private User user;

  @BeforeEach
  void open() {
    lab = new OperationLab(folder);
    user = lab.newUser();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void it_gathers_all_parts_in_one_document() {
    Operation export = lab.requestExport().request(user.id());
    lab.instance().runDue();

    Operation done = lab.read(export);
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(document(export)).isEqualTo(DOCUMENT);
    assertThat(done.resultBytes()).isEqualTo(DOCUMENT.length());
    assertThat(done.expireTime()).contains(lab.clock.instant().plus(Duration.ofDays(7)));
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "PROFILE",
        "ADDRESSES",
        "SESSIONS",
        "CART",
        "WISHLIST",
        "ORDERS",
        "PAYMENTS",
        "PRODUCTS",
        "REVIEWS"
      })
  void a_part_that_fails_is_read_again_and_the_others_are_not(Part failing) {
    Operation export = lab.requestExport().request(user.id());
    AtomicInteger others = new AtomicInteger();
    lab.after =
        part ->
            () -> {
              if (part == failing) {
                throw Errors.unavailable("test");
              }
              others.incrementAndGet();
            };
    lab.instance().runDue();
    assertThat(lab.read(export).state()).isEqualTo(OperationState.RUNNING);
    assertThat(lab.read(export).step(failing).state()).isEqualTo(StepState.PENDING);
    assertThatThrownBy(() -> document(export)).isInstanceOf(ApiException.class);

    int read = others.get();
    lab.after = part -> others::incrementAndGet;
    lab.clock.advance(Duration.ofSeconds(2));
    lab.instance().runDue();
    assertThat(document(export)).isEqualTo(DOCUMENT);
    assertThat(others.get() - read).isEqualTo(failing == Part.ORDERS ? 2 : 1);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "PROFILE",
        "ADDRESSES",
        "SESSIONS",
        "CART",
        "WISHLIST",
        "ORDERS",
        "PAYMENTS",
        "PRODUCTS",
        "REVIEWS"
      })
  void an_instance_that_dies_within_a_part_leaves_it_to_another(Part last) {
    Operation export = lab.requestExport().request(user.id());
    AtomicInteger pages = new AtomicInteger();
    int deadly = last == Part.ORDERS ? 2 : 1;
    lab.after =
        part ->
            () -> {
              if (part == last && pages.incrementAndGet() == deadly) {
                throw new Killed();
              }
            };
    assertThatThrownBy(lab.instance()::runDue).isInstanceOf(Killed.class);
    lab.instance().runDue();
    assertThat(lab.read(export).state())
        .as("the lease still holds")
        .isEqualTo(OperationState.RUNNING);

    lab.clock.advance(Duration.ofSeconds(31));
    lab.instance().runDue();
    assertThat(document(export)).isEqualTo(DOCUMENT);
  }

  @Test
  void what_an_instance_that_was_slow_writes_is_not_in_the_document() {
    Operation export = lab.requestExport().request(user.id());
    AtomicInteger pages = new AtomicInteger();
    lab.after =
        part ->
            () -> {
              if (part == Part.ORDERS && pages.incrementAndGet() == 2) {
                lab.clock.advance(Duration.ofSeconds(31));
                lab.instance().runDue();
              }
            };
    lab.instance().runDue();

    assertThat(lab.read(export).lease()).isEqualTo(2);
    assertThat(document(export)).isEqualTo(DOCUMENT);
  }

  @Test
  void asked_while_it_is_under_way_it_is_the_same_and_later_a_new_one_in_its_place() {
    Operation first = lab.requestExport().request(user.id());
    assertThat(lab.requestExport().request(user.id()).id()).isEqualTo(first.id());
    lab.instance().runDue();

    Operation second = lab.requestExport().request(user.id());
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(lab.operations.of(user.id())).extracting(Operation::id).containsExactly(second.id());
    lab.instance().runDue();
    assertThat(document(second)).isEqualTo(DOCUMENT);
    assertThatThrownBy(() -> document(first)).isInstanceOf(ApiException.class);
  }

  @Test
  void it_is_its_owners_alone_and_for_seven_days() {
    Operation export = lab.requestExport().request(user.id());
    lab.instance().runDue();
    assertThatThrownBy(() -> lab.download().read(export.id(), "usr_other"))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("There is no export");

    lab.clock.advance(Duration.ofDays(7).minusSeconds(1));
    lab.instance().removeExpired();
    assertThat(document(export)).isEqualTo(DOCUMENT);

    lab.clock.advance(Duration.ofSeconds(1));
    assertThatThrownBy(() -> document(export)).isInstanceOf(ApiException.class);
    Operation done = lab.read(export);
    lab.instance().removeExpired();
    assertThat(lab.operations.of(user.id())).isEmpty();
    assertThat(chunksOf(done)).isZero();
  }

  @Test
  void what_cannot_be_read_within_a_day_is_given_up() {
    Operation export = lab.requestExport().request(user.id());
    lab.before = part -> () -> failIf(part == Part.CART);
    lab.instance().runDue();
    lab.clock.advance(Duration.ofDays(1).plusSeconds(1));
    lab.instance().runDue();

    Operation failed = lab.read(export);
    assertThat(failed.state()).isEqualTo(OperationState.FAILED);
    assertThat(failed.failureReason()).contains("DEPENDENCY_UNAVAILABLE");
    assertThat(chunksOf(failed)).isZero();
    assertThatThrownBy(() -> document(export)).isInstanceOf(ApiException.class);
  }

  @Test
  void a_deleted_account_has_no_exports_not_even_one_that_was_under_way() {
    Operation export = lab.requestExport().request(user.id());
    lab.after =
        part ->
            () -> {
              if (part == Part.ORDERS) {
                OwnErasers.exports(lab.operations, lab.documents)
                    .erase(new ErasedAccount(user.id(), Optional.empty(), lab.clock.instant()));
              }
            };
    lab.instance().runDue();
    assertThat(lab.operations.byId(export.id())).isEmpty();

    lab.after = part -> () -> {};
    Operation deletion = lab.deleteAccount().delete(user.id());
    assertThatThrownBy(() -> lab.requestExport().request(user.id()))
        .isInstanceOf(ApiException.class);
    assertThat(lab.operations.of(user.id()))
        .extracting(Operation::id)
        .containsExactly(deletion.id());
  }

  private static void failIf(boolean condition) {
    if (condition) {
      throw Errors.unavailable("test");
    }
  }

  private String document(Operation export) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    lab.download().read(export.id(), user.id()).forEach(text::writeBytes);
    return text.toString(StandardCharsets.UTF_8);
  }

  /** How many chunks of its parts are left. */
  private long chunksOf(Operation operation) {
    return lab.chunks(operation.id());
  }
}
