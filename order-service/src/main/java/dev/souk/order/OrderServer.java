package dev.souk.order;

import dev.souk.kit.server.RunningServer;
import dev.souk.kit.server.ServiceMain;
import dev.souk.order.domain.Prices;
import dev.souk.order.fulfilment.TakeStep;
import dev.souk.order.pricing.Pricing;
import dev.souk.order.saga.Settlement;
import dev.souk.order.tables.PricingTables;
import dev.souk.order.task.TaskDriver;
import java.time.Clock;
import java.util.Map;

/** Checkout and orders, on one port. */
public final class OrderServer {
  private OrderServer() {}

  /** Runs the service until the process is told to stop, or its migrations. */
  public static void main(String[] arguments) throws InterruptedException {
    ServiceMain.run(arguments, OrderServer::start, OrderServer::migrate);
  }

  /** Brings the database to what this version needs. */
  public static void migrate(Map<String, String> env) {
    Foundation.migrate(env);
  }

  /** Starts the service with the configuration. */
  public static RunningServer start(Map<String, String> env) {
    return start(env, Clock.systemUTC());
  }

  /** Starts the service with the configuration and a clock of the caller's. */
  public static RunningServer start(Map<String, String> env, Clock clock) {
    OrderConfig config = OrderConfig.from(env);
    Pricing pricing = PricingTables.load(config.pricingTables());
    Foundation base = Foundation.of(config, pricing.currencies(), env, clock);
    Neighbours neighbours = Neighbours.of(base);
    Stores stores = Stores.of(base);
    Prices prices = new PricingSetup(base, pricing, neighbours.catalog()).start();
    new EventSetup(base).start();
    Settlement settlement = new CheckoutSetup(base, stores, neighbours, prices).start();
    TakeStep fulfilment = new FulfilmentSetup(base, stores).start();
    TaskDriver tasks = new TaskSetup(base, stores, neighbours, fulfilment).start();
    new MoneyBackSetup(base, stores, tasks, settlement).start();
    new BuyerSetup(base, stores).start();
    new StatisticsSetup(base).start();
    Meters.bind(base.server().metrics(), stores.sagas(), stores.tasks(), clock);
    return base.server().start();
  }
}
