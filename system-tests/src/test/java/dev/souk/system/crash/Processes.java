package dev.souk.system.crash;

import static org.awaitility.Awaitility.await;

import dev.souk.system.crash.Boundary.Crossing;
import dev.souk.system.shop.OrderProcess;
import dev.souk.system.shop.Shop;

/** The instance that takes the orders, and the one that starts meanwhile to take its place. */
final class Processes implements AutoCloseable {
  private final Shop shop;
  private final Boundary boundary;
  private OrderProcess current;
  private OrderProcess next;

  Processes(Shop shop, Boundary boundary) {
    this.shop = shop;
    this.boundary = boundary;
    this.current = start();
    this.next = start();
    current.awaitReady();
  }

  private OrderProcess start() {
    return shop.startOrderProcess(boundary.port());
  }

  OrderProcess current() {
    return current;
  }

  /** Has the current one killed at the call. */
  void killAt(Crossing crossing) {
    boundary.await(crossing, current::kill);
  }

  /** The next one takes over from the one that was killed. */
  void replaceDead(Crossing crossing) {
    await("the process to have died at " + crossing).until(boundary::isPast);
    current.close();
    current = next.awaitReady();
    next = start();
  }

  @Override
  public void close() {
    current.close();
    next.close();
  }
}
