package dev.souk.order.returns;

import dev.souk.order.saga.Stock;
import dev.souk.order.task.Rest;
import dev.souk.order.task.Task;
import dev.souk.order.task.TaskHandler;
import java.util.Optional;

/** Has the units of a return put into stock, which its id makes happen once. */
public final class RestockReturn implements TaskHandler {
  private final Returns returns;
  private final Stock stock;

  /** Puts them into the stock. */
  public RestockReturn(Returns returns, Stock stock) {
    this.returns = returns;
    this.stock = stock;
  }

  @Override
  public Optional<Rest> run(Task task) {
    Return received = returns.find(task.subjectId()).orElseThrow();
    stock.restock(
        received.returnId(),
        received.orderId(),
        received.restocked().stream().map(ReturnedLine::item).toList());
    return Optional.empty();
  }
}
