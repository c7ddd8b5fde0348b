package dev.souk.user;

import com.mongodb.client.model.Filters;
import dev.souk.embedded.TestMongo;
import dev.souk.kit.audit.AuditEvents;
import dev.souk.kit.id.Ids;
import dev.souk.kit.mongo.MongoConnection;
import dev.souk.user.domain.Administrators;
import dev.souk.user.domain.EmailAddress;
import dev.souk.user.domain.OutdatedSessions;
import dev.souk.user.domain.Role;
import dev.souk.user.domain.User;
import dev.souk.user.domain.operation.DeleteAccount;
import dev.souk.user.domain.operation.DownloadExport;
import dev.souk.user.domain.operation.DriveDeletion;
import dev.souk.user.domain.operation.DriveExport;
import dev.souk.user.domain.operation.EraseAccount;
import dev.souk.user.domain.operation.ErasedAccount;
import dev.souk.user.domain.operation.Eraser;
import dev.souk.user.domain.operation.ExportSource;
import dev.souk.user.domain.operation.Operation;
import dev.souk.user.domain.operation.OperationKind;
import dev.souk.user.domain.operation.Operations;
import dev.souk.user.domain.operation.Part;
import dev.souk.user.domain.operation.RequestExport;
import dev.souk.user.domain.operation.RunOperations;
import dev.souk.user.store.MongoAdminRosters;
import dev.souk.user.store.MongoExportDocuments;
import dev.souk.user.store.MongoOperations;
import dev.souk.user.store.MongoUsers;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Operations on a real store, with services that fail and instances that die on demand, by a clock
 * that is set forward.
 */
final class OperationLab implements AutoCloseable {
  private static final AtomicInteger number = new AtomicInteger();

  /** The end of an instance: nothing in it catches that. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  final TestMongo mongo;
  final MongoUsers users;
  final MongoOperations operations;
  final MongoExportDocuments documents;
  final TestClock clock = new TestClock();

  /** Called before and after an eraser's work, or a source's; what they throw is thrown. */
  Function<Part, Runnable> before = part -> () -> {};

  Function<Part, Runnable> after = part -> () -> {};

  /** What erasers leave. */
  Function<Part, Eraser.Left> left = part -> Eraser.Left.NOTHING;

  /** What was erased, in order. */
  final List<Part> erased = new ArrayList<>();

  final List<ErasedAccount> accounts = new ArrayList<>();

  private final MongoConnection connection;
  private final Administrators administrators;
  private final EraseAccount eraseAccount;
  private final Ids ids = new Ids(clock);
  private boolean dying;
  private Optional<String> lastUser = Optional.empty();

  OperationLab(Path folder) {
    mongo = TestMongo.start(folder);
    connection = MongoConnection.open(mongo.uri("lab"));
    users = new MongoUsers(connection.database(), new AuditEvents("user-service", clock));
    operations = new MongoOperations(connection.database());
    documents = new MongoExportDocuments(connection.database());
    users.prepare();
    operations.prepare();
    documents.prepare();
    administrators = new Administrators(new MongoAdminRosters(connection.database()), users);
    eraseAccount = new EraseAccount(users, administrators, operations, clock);
  }

  /** The clock of the test. */
  static final class TestClock extends Clock {
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");

    void advance(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  User newUser(Role... roles) {
    User user =
        User.created(
            ids.next("usr"),
            new EmailAddress("lab" + number.incrementAndGet() + "@example.com"),
            "Ada",
            Set.of(roles),
            clock.instant());
    users.add(user, "hash");
    administrators.admitForgotten();
    return user;
  }

  DeleteAccount deleteAccount() {
    if (dying) {
      Operations deadly =
          (Operations)
              Proxy.newProxyInstance(
                  Operations.class.getClassLoader(),
                  new Class<?>[] {Operations.class},
                  (proxy, method, arguments) -> {
                    Object result = method.invoke(operations, arguments);
                    if (method.getName().equals("add")) {
                      throw new Killed();
                    }
                    return result;
                  });
      return new DeleteAccount(
          users,
          deadly,
          eraseAccount,
          new OutdatedSessions(users, (user, except) -> {}, clock),
          ids,
          clock);
    }
    OutdatedSessions sessions = new OutdatedSessions(users, (user, except) -> {}, clock);
    return new DeleteAccount(users, operations, eraseAccount, sessions, ids, clock);
  }

  RequestExport requestExport() {
    return new RequestExport(users, operations, documents, ids, clock);
  }

  DownloadExport download() {
    return new DownloadExport(operations, documents, clock);
  }

  /** An instance of the service. */
  RunOperations instance() {
    Map<Part, Eraser> erasers = new EnumMap<>(Part.class);
    OperationKind.DELETION.parts().stream()
        .filter(part -> part != Part.ACCOUNT && part != Part.SWEEP)
        .forEach(part -> erasers.put(part, account -> erase(part, account)));
    Map<Part, ExportSource> sources = new EnumMap<>(Part.class);
    OperationKind.EXPORT
        .parts()
        .forEach(part -> sources.put(part, (user, token) -> export(part, token)));
    return new RunOperations(
        operations,
        documents,
        new DriveDeletion(operations, eraseAccount, erasers, clock),
        new DriveExport(operations, documents, sources, clock),
        clock);
  }

  /** From now on requests die once they have noted a deletion. */
  void dieBeforeErasing() {
    dying = true;
  }

  /** They do no longer. */
  void live() {
    dying = false;
  }

  /** About whom something was last erased. */
  Optional<String> lastUser() {
    return lastUser;
  }

  private Eraser.Left erase(Part part, ErasedAccount account) {
    lastUser = Optional.of(account.userId());
    before.apply(part).run();
    erased.add(part);
    accounts.add(account);
    Eraser.Left remains = left.apply(part);
    after.apply(part).run();
    return remains;
  }

  /** Two pages of orders, one of all else. */
  private ExportSource.Page export(Part part, Optional<String> token) {
    before.apply(part).run();
    ExportSource.Page page =
        switch (part) {
          case PROFILE, CART, WISHLIST ->
              ExportSource.Page.single("{\"part\":\"" + part.data() + "\"}");
          case ORDERS ->
              ExportSource.Page.list(
                  List.of("\"order " + token.orElse("1") + "\""), token.isEmpty() ? "2" : "");
          default -> ExportSource.Page.list(List.of(), "");
        };
    after.apply(part).run();
    return page;
  }

  /** How many chunks of documents there are of an operation. */
  long chunks(String operationId) {
    return connection
        .database()
        .getCollection("exportChunks")
        .countDocuments(Filters.eq("operationId", operationId));
  }

  Operation read(Operation operation) {
    return operations.byId(operation.id()).orElseThrow();
  }

  @Override
  public void close() {
    connection.close();
    mongo.close();
  }
}
