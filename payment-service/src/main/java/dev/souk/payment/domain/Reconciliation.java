package dev.souk.payment.domain;

import dev.souk.kit.error.ApiException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles what calls left behind: operations whose caller ended before the outcome was entered, or
 * that the provider refused for now. Several instances share the work by leases.
 */
public final class Reconciliation {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);
  private static final int BATCH = 16;

  /** No provider lets a request with a key arrive later than this. */
  private static final Duration LATEST_ARRIVAL = Duration.ofHours(24);

  private final PaymentStore store;
  private final ProviderRequests requests;
  private final Settlement settlement;
  private final ProviderBooks books;
  private final Clock clock;

  Reconciliation(
      PaymentStore store,
      ProviderRequests requests,
      Settlement settlement,
      ProviderBooks books,
      Clock clock) {
    this.store = store;
    this.requests = requests;
    this.settlement = settlement;
    this.books = books;
    this.clock = clock;
  }

  /** Attempts some of the operations that are due; whether there may be more. */
  public boolean run() {
    List<Lease> due = store.leaseDue(BATCH);
    due.forEach(this::attempt);
    return due.size() == BATCH;
  }

  private void attempt(Lease lease) {
    Operation operation = lease.operation();
    try {
      if (operation.kind() == Operation.Kind.AUTHORIZE) {
        lookUp(lease);
      } else {
        Operation closed = settlement.settle(lease, requests::send);
        LOG.info("{} is {} after attempt {}", closed.key(), closed.status(), lease.attempt());
      }
    } catch (ApiException e) {
      LOG.warn("{} is not settled after attempt {}", operation.key(), lease.attempt());
    } catch (RuntimeException e) {
      settlement.postpone(lease);
      LOG.error("{} failed in attempt {}", operation.key(), lease.attempt(), e);
    }
  }

  /**
   * Only the caller has the token: what never arrived waits for the caller to ask again or void.
   */
  private void lookUp(Lease lease) {
    if (settlement.lookUp(lease).isPresent()) {
      return;
    }
    if (canArriveNoMore(lease.operation())) {
      books.enter(lease.operation(), new ProviderAnswer.Refused("never_received"));
    } else {
      settlement.postpone(lease);
    }
  }

  private boolean canArriveNoMore(Operation authorization) {
    return authorization.createTime().plus(LATEST_ARRIVAL).isBefore(clock.instant())
        && store
            .find(authorization.paymentId())
            .filter(payment -> payment.state() == PaymentState.VOIDED)
            .isPresent();
  }
}
