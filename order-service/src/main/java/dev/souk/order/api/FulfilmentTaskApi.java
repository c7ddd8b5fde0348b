package dev.souk.order.api;

import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.kit.paging.PageSize;
import dev.souk.kit.paging.PageTokens;
import dev.souk.kit.server.Rpc;
import dev.souk.order.message.OrderMessages;
import dev.souk.order.task.TaskKind;
import dev.souk.order.task.Tasks;
import dev.souk.order.task.WaitingTask;
import dev.souk.order.v1.FulfilmentTask;
import dev.souk.order.v1.FulfilmentTaskServiceGrpc;
import dev.souk.order.v1.ListFulfilmentTasksRequest;
import dev.souk.order.v1.ListFulfilmentTasksResponse;
import io.grpc.ServerServiceDefinition;
import java.util.List;
import java.util.Optional;

/** The RPCs of {@code souk.order.v1.FulfilmentTaskService}; the proto says what each answers. */
public final class FulfilmentTaskApi {
  private static final String STEP_PREFIX = "STEP_";

  private final Tasks tasks;

  /** Answers with the tasks. */
  public FulfilmentTaskApi(Tasks tasks) {
    this.tasks = tasks;
  }

  /** The RPCs, bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(FulfilmentTaskServiceGrpc.getServiceDescriptor())
        .unary(FulfilmentTaskServiceGrpc.getListFulfilmentTasksMethod(), this::list)
        .build();
  }

  private ListFulfilmentTasksResponse list(ListFulfilmentTasksRequest request) {
    String query = "ListFulfilmentTasks " + request.getFailing();
    Optional<String> after = PageTokens.decode(query, request.getPageToken());
    if (!after.map(id -> Ids.isValid("ord", id)).orElse(true)) {
      throw Errors.pageTokenInvalid();
    }
    int size = PageSize.of(request.getPageSize());
    List<WaitingTask> found =
        tasks.page(TaskKind.FULFILMENT, request.getFailing(), after, size + 1);
    ListFulfilmentTasksResponse.Builder page = ListFulfilmentTasksResponse.newBuilder();
    found.stream().limit(size).map(FulfilmentTaskApi::of).forEach(page::addFulfilmentTasks);
    if (found.size() > size) {
      page.setNextPageToken(PageTokens.encode(query, found.get(size - 1).subjectId()));
    }
    return page.build();
  }

  private static FulfilmentTask of(WaitingTask task) {
    return FulfilmentTask.newBuilder()
        .setOrderId(task.subjectId())
        .setStep(FulfilmentTask.Step.valueOf(STEP_PREFIX + task.step()))
        .setDueTime(OrderMessages.of(task.dueTime()))
        .setAttempts(task.attempts())
        .setLastError(task.lastError())
        .build();
  }
}
