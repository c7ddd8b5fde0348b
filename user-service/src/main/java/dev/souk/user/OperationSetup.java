package dev.souk.user;

import com.mongodb.client.MongoDatabase;
import dev.souk.kit.id.Ids;
import dev.souk.kit.server.RepeatedTask;
import dev.souk.kit.server.SoukServer;
import dev.souk.user.api.OperationRpcs;
import dev.souk.user.api.OwnExports;
import dev.souk.user.client.RemoteErasers;
import dev.souk.user.client.RemoteExports;
import dev.souk.user.domain.AddressBooks;
import dev.souk.user.domain.Administrators;
import dev.souk.user.domain.OutdatedSessions;
import dev.souk.user.domain.operation.DeleteAccount;
import dev.souk.user.domain.operation.DownloadExport;
import dev.souk.user.domain.operation.DriveDeletion;
import dev.souk.user.domain.operation.DriveExport;
import dev.souk.user.domain.operation.EraseAccount;
import dev.souk.user.domain.operation.OwnErasers;
import dev.souk.user.domain.operation.Part;
import dev.souk.user.domain.operation.RequestExport;
import dev.souk.user.domain.operation.RunOperations;
import dev.souk.user.store.MongoAvatars;
import dev.souk.user.store.MongoExportDocuments;
import dev.souk.user.store.MongoOperations;
import dev.souk.user.store.MongoUsers;
import io.grpc.Channel;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * The deletion of an account and the export of its data, across the services that hold parts of it.
 *
 * @param database where operations are kept
 */
record OperationSetup(
    SoukServer server,
    UserConfig config,
    MongoDatabase database,
    Channel authService,
    MongoUsers users,
    MongoAvatars avatars,
    AddressBooks addressBooks,
    Administrators administrators,
    OutdatedSessions outdatedSessions,
    Clock clock) {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration BETWEEN_PURGES = Duration.ofHours(1);

  /** Serves them, and goes on with those that were begun here and elsewhere. */
  void start() {
    MongoOperations operations = new MongoOperations(database);
    MongoExportDocuments documents = new MongoExportDocuments(database);
    Channel cartService = server.channel(config.cartTarget(), "cart-service");
    Channel productService = server.channel(config.productTarget(), "product-service");
    Channel orderService = server.channel(config.orderTarget(), "order-service");
    Channel paymentService = server.channel(config.paymentTarget(), "payment-service");
    EraseAccount eraseAccount = new EraseAccount(users, administrators, operations, clock);
    DriveDeletion deletions =
        new DriveDeletion(
            operations,
            eraseAccount,
            Map.of(
                Part.AVATAR, OwnErasers.avatars(avatars),
                Part.ADDRESSES, OwnErasers.addresses(addressBooks),
                Part.EXPORTS, OwnErasers.exports(operations, documents),
                Part.SESSIONS, RemoteErasers.sessions(authService),
                Part.CART, RemoteErasers.cart(cartService),
                Part.PRODUCTS, RemoteErasers.products(productService),
                Part.ORDERS, RemoteErasers.orders(orderService)),
            clock);
    DriveExport exports =
        new DriveExport(
            operations,
            documents,
            Map.of(
                Part.PROFILE, OwnExports.profile(users),
                Part.ADDRESSES, OwnExports.addresses(addressBooks),
                Part.SESSIONS, RemoteExports.sessions(authService),
                Part.CART, RemoteExports.cart(cartService),
                Part.WISHLIST, RemoteExports.wishlist(cartService),
                Part.ORDERS, RemoteExports.orders(orderService),
                Part.RETURNS, RemoteExports.returns(orderService),
                Part.PAYMENTS, RemoteExports.payments(paymentService),
                Part.PRODUCTS, RemoteExports.products(productService),
                Part.REVIEWS, RemoteExports.reviews(productService)),
            clock);
    RunOperations run = new RunOperations(operations, documents, deletions, exports, clock);
    server.closing(new RepeatedTask("operations", BETWEEN_LOOKS, run::runDue));
    server.closing(new RepeatedTask("operation-purge", BETWEEN_PURGES, run::removeExpired));
    Ids ids = new Ids(clock);
    server.serve(
        new OperationRpcs(
                users,
                operations,
                new DeleteAccount(users, operations, eraseAccount, outdatedSessions, ids, clock),
                new RequestExport(users, operations, documents, ids, clock),
                new DownloadExport(operations, documents, clock))
            .definition());
  }
}
