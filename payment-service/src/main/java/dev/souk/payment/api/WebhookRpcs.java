package dev.souk.payment.api;

import dev.souk.kit.error.Errors;
import dev.souk.kit.server.Rpc;
import dev.souk.payment.domain.ReceiveProviderEvent;
import dev.souk.payment.stripe.StripeEvents;
import dev.souk.payment.v1.PaymentWebhookServiceGrpc;
import dev.souk.payment.v1.ReceiveStripeEventRequest;
import dev.souk.payment.v1.ReceiveStripeEventResponse;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import java.util.Optional;

/** The RPCs of {@code PaymentWebhookService}. */
public final class WebhookRpcs {
  private static final String STRIPE = "stripe";

  private final Optional<StripeEvents> stripe;
  private final ReceiveProviderEvent receive;

  /**
   * Takes events in.
   *
   * @param stripe reads Stripe's; empty where payments do not go to Stripe
   */
  public WebhookRpcs(Optional<StripeEvents> stripe, ReceiveProviderEvent receive) {
    this.stripe = stripe;
    this.receive = receive;
  }

  /** The service, for a server. */
  public ServerServiceDefinition definition() {
    return ServerInterceptors.intercept(
        Rpc.service(PaymentWebhookServiceGrpc.getServiceDescriptor())
            .unary(PaymentWebhookServiceGrpc.getReceiveStripeEventMethod(), this::receiveStripe)
            .build(),
        new StripeSignature());
  }

  private ReceiveStripeEventResponse receiveStripe(ReceiveStripeEventRequest request) {
    StripeEvents events = stripe.orElseThrow(() -> Errors.notFound("webhook", STRIPE));
    String payload = request.getEvent().getData().toStringUtf8();
    events
        .read(payload, StripeSignature.current())
        .ifPresent(event -> receive.receive(STRIPE, event));
    return ReceiveStripeEventResponse.getDefaultInstance();
  }
}
