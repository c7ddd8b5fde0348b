package dev.souk.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.user.OperationLab.Killed;
import dev.souk.user.domain.AccountState;
import dev.souk.user.domain.Role;
import dev.souk.user.domain.User;
import dev.souk.user.domain.operation.Eraser;
import dev.souk.user.domain.operation.Operation;
import dev.souk.user.domain.operation.OperationKind;
import dev.souk.user.domain.operation.OperationState;
import dev.souk.user.domain.operation.Part;
import dev.souk.user.domain.operation.RunOperations;
import dev.souk.user.domain.operation.StepState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A deletion survives everything that can happen between its steps. */
class DeletionStepsTest {
  private static final Duration LONG = Duration.ofHours(1);

  @TempDir Path folder;
  private OperationLab lab;

  @BeforeEach
  void open() {
    lab = new OperationLab(folder);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void it_erases_everything_and_once_more_when_no_earlier_call_can_be_under_way() {
    Operation deletion = lab.deleteAccount().delete(lab.newUser().id());
    RunOperations instance = lab.instance();

    instance.runDue();
    assertThat(lab.erased).containsExactlyInAnyOrderElementsOf(erasable());
    assertThat(lab.read(deletion).state()).isEqualTo(OperationState.RUNNING);
    assertThat(lab.read(deletion).step(Part.ORDERS).state()).isEqualTo(StepState.DONE);
    assertThat(lab.read(deletion).step(Part.SWEEP).state()).isEqualTo(StepState.PENDING);

    lab.clock.advance(Duration.ofSeconds(19));
    instance.runDue();
    assertThat(lab.erased).hasSize(erasable().size());

    lab.clock.advance(Duration.ofSeconds(2));
    instance.runDue();
    assertThat(lab.erased).hasSize(2 * erasable().size());
    Operation done = lab.read(deletion);
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(done.endTime()).contains(lab.clock.instant());
    assertThat(done.steps().values()).allMatch(step -> step.state() == StepState.DONE);
    assertThat(done.email()).isEmpty();

    lab.clock.advance(LONG);
    instance.runDue();
    assertThat(lab.erased).as("nothing is left to do").hasSize(2 * erasable().size());
  }

  @ParameterizedTest
  @EnumSource(names = {"AVATAR", "ADDRESSES", "EXPORTS", "SESSIONS", "CART", "PRODUCTS", "ORDERS"})
  void a_part_that_fails_keeps_no_other_from_being_done_and_is_tried_again(Part failing) {
    Operation deletion = lab.deleteAccount().delete(lab.newUser().id());
    lab.before = part -> () -> failIf(part == failing);
    RunOperations instance = lab.instance();
    instance.runDue();

    Operation failed = lab.read(deletion);
    assertThat(failed.step(failing).state()).isEqualTo(StepState.PENDING);
    assertThat(erasable())
        .filteredOn(part -> part != failing)
        .allMatch(part -> failed.step(part).state() == StepState.DONE);
    assertThat(failed.attempts()).isEqualTo(1);

    lab.clock.advance(Duration.ofMillis(1_001));
    instance.runDue();
    assertThat(lab.read(deletion).attempts()).as("longer and longer pauses").isEqualTo(2);
    lab.clock.advance(Duration.ofMillis(1_001));
    instance.runDue();
    assertThat(lab.read(deletion).attempts()).isEqualTo(2);

    lab.before = part -> () -> {};
    lab.clock.advance(LONG);
    instance.runDue();
    assertThat(lab.read(deletion).state()).isEqualTo(OperationState.SUCCEEDED);
  }

  @ParameterizedTest
  @EnumSource(names = {"AVATAR", "ADDRESSES", "EXPORTS", "SESSIONS", "CART", "PRODUCTS", "ORDERS"})
  void an_instance_that_dies_behind_a_part_leaves_it_to_another(Part last) {
    Operation deletion = lab.deleteAccount().delete(lab.newUser().id());
    lab.after = part -> () -> dieIf(part == last);
    assertThatThrownBy(lab.instance()::runDue).isInstanceOf(Killed.class);
    lab.after = part -> () -> {};

    RunOperations other = lab.instance();
    int before = lab.erased.size();
    other.runDue();
    assertThat(lab.erased).as("the lease still holds").hasSize(before);
    assertThat(lab.read(deletion).step(last).state()).isEqualTo(StepState.PENDING);

    lab.clock.advance(LONG);
    other.runDue();
    assertThat(lab.erased.stream().filter(last::equals).count()).isEqualTo(3);
    assertThat(lab.read(deletion).state()).isEqualTo(OperationState.SUCCEEDED);
  }

  @Test
  void an_instance_that_dies_in_the_sweep_leaves_it_to_another() {
    Operation deletion = lab.deleteAccount().delete(lab.newUser().id());
    lab.instance().runDue();
    lab.clock.advance(Duration.ofSeconds(21));
    lab.after = part -> () -> dieIf(part == Part.CART);
    assertThatThrownBy(lab.instance()::runDue).isInstanceOf(Killed.class);
    lab.after = part -> () -> {};
    assertThat(lab.read(deletion).state()).isEqualTo(OperationState.RUNNING);

    lab.clock.advance(LONG);
    lab.instance().runDue();
    assertThat(lab.read(deletion).state()).isEqualTo(OperationState.SUCCEEDED);
  }

  @Test
  void an_instance_that_was_slow_rather_than_dead_changes_nothing_any_more() {
    Operation deletion = lab.deleteAccount().delete(lab.newUser().id());
    AtomicBoolean first = new AtomicBoolean(true);
    List<Operation> seen = new ArrayList<>();
    lab.after =
        part ->
            () -> {
              if (part == Part.CART && first.getAndSet(false)) {
                lab.clock.advance(Duration.ofSeconds(31));
                lab.instance().runDue();
                seen.add(lab.read(deletion));
              }
            };
    lab.instance().runDue();

    assertThat(seen).hasSize(1);
    assertThat(seen.getFirst().state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(lab.read(deletion)).isEqualTo(seen.getFirst());
  }

  @Test
  void orders_under_way_keep_it_open_until_they_have_come_to_an_end() {
    Operation deletion = lab.deleteAccount().delete(lab.newUser().id());
    lab.left = part -> part == Part.ORDERS ? Eraser.Left.NEEDED : Eraser.Left.NOTHING;
    RunOperations instance = lab.instance();
    for (int day = 0; day < 3; day++) {
      instance.runDue();
      assertThat(lab.read(deletion).step(Part.ORDERS).state()).isEqualTo(StepState.WAITING);
      assertThat(lab.read(deletion).state()).isEqualTo(OperationState.RUNNING);
      lab.clock.advance(Duration.ofDays(1));
    }
    lab.left = part -> Eraser.Left.NOTHING;
    instance.runDue();
    assertThat(lab.read(deletion).state()).isEqualTo(OperationState.SUCCEEDED);
  }

  @Test
  void a_part_that_is_more_than_one_call_takes_more_calls() {
    Operation deletion = lab.deleteAccount().delete(lab.newUser().id());
    lab.left =
        part ->
            part == Part.PRODUCTS && lab.erased.stream().filter(part::equals).count() < 5
                ? Eraser.Left.MORE
                : Eraser.Left.NOTHING;
    lab.instance().runDue();
    assertThat(lab.erased.stream().filter(Part.PRODUCTS::equals).count()).isEqualTo(5);
    assertThat(lab.read(deletion).step(Part.PRODUCTS).state()).isEqualTo(StepState.DONE);
  }

  @Test
  void the_address_is_known_until_sessions_are_erased_and_no_longer() {
    User user = lab.newUser();
    Operation deletion = lab.deleteAccount().delete(user.id());
    lab.before = part -> () -> failIf(part == Part.SESSIONS);
    lab.instance().runDue();
    assertThat(lab.read(deletion).email()).contains(user.email().text());

    lab.before = part -> () -> {};
    lab.accounts.clear();
    lab.clock.advance(Duration.ofSeconds(2));
    lab.instance().runDue();
    assertThat(lab.accounts.getFirst().email()).contains(user.email().text());
    assertThat(lab.read(deletion).email()).isEmpty();
    assertThat(lab.read(deletion).state()).isEqualTo(OperationState.RUNNING);
  }

  @Test
  @DisplayName("a request that dies once the deletion is noted is carried out all the same")
  void a_request_that_dies_is_carried_out_all_the_same() {
    User user = lab.newUser();
    Operation noted = deletionOf(user);
    assertThat(lab.users.byId(user.id()).orElseThrow().isActive()).isTrue();

    lab.clock.advance(Duration.ofSeconds(16));
    lab.instance().runDue();
    User deleted = lab.users.byId(user.id()).orElseThrow();
    assertThat(deleted.state()).isEqualTo(AccountState.DELETED);
    assertThat(deleted.sessionsOutdated()).as("whoever looks ends them").isTrue();
    assertThat(lab.accounts.getFirst().email()).contains(user.email().text());
    lab.clock.advance(LONG);
    lab.instance().runDue();
    assertThat(lab.read(noted).state()).isEqualTo(OperationState.SUCCEEDED);
  }

  @Test
  void asked_twice_or_by_many_at_once_it_is_one_deletion() throws Exception {
    User user = lab.newUser();
    List<Callable<String>> requests = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      requests.add(() -> lab.deleteAccount().delete(user.id()).id());
    }
    List<String> ids = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> id : threads.invokeAll(requests)) {
        ids.add(id.get());
      }
    }
    ids.add(lab.deleteAccount().delete(user.id()).id());
    lab.instance().runDue();
    lab.clock.advance(LONG);
    lab.instance().runDue();
    ids.add(lab.deleteAccount().delete(user.id()).id());

    assertThat(ids).hasSize(10).containsOnly(ids.getFirst());
    assertThat(lab.operations.of(user.id())).hasSize(1);
    assertThat(lab.users.byId(user.id()).orElseThrow().version()).isEqualTo(2);
  }

  @Test
  @DisplayName("26: the last administrator cannot leave, nor two at once")
  void the_last_administrator_cannot_leave() throws Exception {
    User one = lab.newUser(Role.ROLE_ADMIN);
    User two = lab.newUser(Role.ROLE_ADMIN);
    List<Callable<String>> requests =
        List.of(
            () -> lab.deleteAccount().delete(one.id()).id(),
            () -> lab.deleteAccount().delete(two.id()).id());
    List<String> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> outcome : threads.invokeAll(requests)) {
        outcomes.add(
            switch (outcome.state()) {
              case FAILED -> ((ApiException) outcome.exceptionNow()).reason();
              default -> "OK";
            });
      }
    }
    assertThat(outcomes).containsExactlyInAnyOrder("OK", "LAST_ADMIN");
    User left =
        List.of(one, two).stream()
            .map(user -> lab.users.byId(user.id()).orElseThrow())
            .filter(User::isActiveAdmin)
            .findFirst()
            .orElseThrow();
    assertThat(lab.operations.of(left.id())).isEmpty();

    Operation cutShort = deletionOf(left);
    lab.clock.advance(LONG);
    lab.instance().runDue();
    assertThat(lab.read(cutShort).state()).isEqualTo(OperationState.FAILED);
    assertThat(lab.read(cutShort).failureReason()).contains("LAST_ADMIN");
    assertThat(lab.users.byId(left.id()).orElseThrow().isActiveAdmin()).isTrue();
    assertThatThrownBy(() -> lab.deleteAccount().delete(left.id()))
        .isInstanceOf(ApiException.class);
  }

  /** The deletion of a user whose request died once it was noted. */
  private Operation deletionOf(User user) {
    lab.dieBeforeErasing();
    assertThatThrownBy(() -> lab.deleteAccount().delete(user.id())).isInstanceOf(Killed.class);
    lab.live();
    return lab.operations.current(OperationKind.DELETION, user.id()).orElseThrow();
  }

  private static List<Part> erasable() {
    return OperationKind.DELETION.parts().stream()
        .filter(part -> part != Part.ACCOUNT && part != Part.SWEEP)
        .toList();
  }

  private static void failIf(boolean condition) {
    if (condition) {
      throw Errors.unavailable("test");
    }
  }

  private static void dieIf(boolean condition) {
    if (condition) {
      throw new Killed();
    }
  }

  @Test
  void a_defect_in_one_operation_does_not_hold_up_others() {
    Operation broken = lab.deleteAccount().delete(lab.newUser().id());
    Operation sound = lab.deleteAccount().delete(lab.newUser().id());
    lab.before =
        part ->
            () -> {
              if (part == Part.CART && Optional.of(broken.userId()).equals(lab.lastUser())) {
                throw new IllegalStateException("a defect");
              }
            };
    lab.instance().runDue();
    assertThat(lab.read(broken).step(Part.CART).state()).isEqualTo(StepState.PENDING);
    assertThat(lab.read(sound).step(Part.CART).state()).isEqualTo(StepState.DONE);
  }
}
