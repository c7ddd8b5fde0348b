package dev.souk.order.world;

import dev.souk.cart.v1.CartServiceGrpc;
import dev.souk.inventory.v1.InventoryServiceGrpc;
import dev.souk.kit.error.ApiException;
import dev.souk.payment.v1.PaymentServiceGrpc;
import dev.souk.product.v1.ProductServiceGrpc;
import dev.souk.user.v1.UserServiceGrpc;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * The services that order-service calls, on one port: small, honest about state, and unreliable on
 * demand.
 */
public final class World implements AutoCloseable {
  private final Faults faults = new Faults();
  private final Shelves shelves = new Shelves();
  private final Bank bank = new Bank();
  private final Trolleys trolleys = new Trolleys(shelves);
  private final Letterboxes letterboxes = new Letterboxes();
  private final Server server;

  /** Opens on a free port. */
  public World() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .intercept(faults)
            .addService(people())
            .addService(catalog())
            .addService(inventory())
            .addService(carts())
            .addService(payments())
            .build()
            .start();
  }

  private ServerServiceDefinition people() {
    return new Methods(UserServiceGrpc.getServiceDescriptor())
        .answer(UserServiceGrpc.getLookupAddressMethod(), letterboxes::lookup)
        .bindService();
  }

  private ServerServiceDefinition catalog() {
    return new Methods(ProductServiceGrpc.getServiceDescriptor())
        .answer(ProductServiceGrpc.getBatchGetOffersMethod(), shelves::offers)
        .bindService();
  }

  private ServerServiceDefinition inventory() {
    return new Methods(InventoryServiceGrpc.getServiceDescriptor())
        .answer(InventoryServiceGrpc.getReserveStockMethod(), shelves::reserve)
        .answer(InventoryServiceGrpc.getCommitReservationMethod(), shelves::commit)
        .answer(InventoryServiceGrpc.getReleaseReservationMethod(), shelves::release)
        .answer(
            InventoryServiceGrpc.getRestockReservationMethod(), request -> shelves.restock(request))
        .answer(InventoryServiceGrpc.getRestockReturnMethod(), request -> shelves.restock(request))
        .bindService();
  }

  private ServerServiceDefinition carts() {
    return new Methods(CartServiceGrpc.getServiceDescriptor())
        .answer(CartServiceGrpc.getReadCheckoutCartMethod(), trolleys::read)
        .answer(CartServiceGrpc.getRemoveOrderedItemsMethod(), trolleys::remove)
        .bindService();
  }

  private ServerServiceDefinition payments() {
    return new Methods(PaymentServiceGrpc.getServiceDescriptor())
        .answer(PaymentServiceGrpc.getAuthorizePaymentMethod(), bank::authorize)
        .answer(PaymentServiceGrpc.getConfirmPaymentMethod(), bank::confirm)
        .answer(PaymentServiceGrpc.getCapturePaymentMethod(), bank::capture)
        .answer(PaymentServiceGrpc.getVoidPaymentMethod(), bank::voidPayment)
        .answer(PaymentServiceGrpc.getRefundPaymentMethod(), bank::refund)
        .bindService();
  }

  /** Where it listens. */
  public String target() {
    return "127.0.0.1:" + server.getPort();
  }

  /** What goes wrong. */
  public Faults faults() {
    return faults;
  }

  /** Catalog and stock. */
  public Shelves shelves() {
    return shelves;
  }

  /** Payments. */
  public Bank bank() {
    return bank;
  }

  /** Carts. */
  public Trolleys trolleys() {
    return trolleys;
  }

  /** Address books. */
  public Letterboxes letterboxes() {
    return letterboxes;
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  /** Some methods of a service; the others are not implemented. */
  private static final class Methods implements BindableService {
    private final ServiceDescriptor service;
    private final ServerServiceDefinition.Builder definition;

    Methods(ServiceDescriptor service) {
      this.service = service;
      this.definition = ServerServiceDefinition.builder(service.getName());
    }

    <Q, R> Methods answer(MethodDescriptor<Q, R> method, Function<Q, R> handler) {
      definition.addMethod(
          method,
          ServerCalls.asyncUnaryCall((request, observer) -> {
            try {
              observer.onNext(handler.apply(request));
              observer.onCompleted();
            } catch (ApiException e) {
              observer.onError(StatusProto.toStatusRuntimeException(e.status()));
            }
          }));
      return this;
    }

    @Override
    public ServerServiceDefinition bindService() {
      return definition.build();
    }

    @Override
    public String toString() {
      return service.getName();
    }
  }
}
