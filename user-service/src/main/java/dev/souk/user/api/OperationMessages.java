package dev.souk.user.api;

import dev.souk.user.domain.operation.Operation;
import dev.souk.user.domain.operation.Part;
import dev.souk.user.domain.operation.Step;
import dev.souk.user.v1.OperationStep;

/** Operations as messages. */
final class OperationMessages {
  private OperationMessages() {}

  static dev.souk.user.v1.Operation message(Operation operation) {
    dev.souk.user.v1.Operation.Builder message =
        dev.souk.user.v1.Operation.newBuilder()
            .setOperationId(operation.id())
            .setUserId(operation.userId())
            .setKind(
                switch (operation.kind()) {
                  case DELETION -> dev.souk.user.v1.Operation.Kind.KIND_ACCOUNT_DELETION;
                  case EXPORT -> dev.souk.user.v1.Operation.Kind.KIND_DATA_EXPORT;
                })
            .setState(
                switch (operation.state()) {
                  case RUNNING -> dev.souk.user.v1.Operation.State.STATE_RUNNING;
                  case SUCCEEDED -> dev.souk.user.v1.Operation.State.STATE_SUCCEEDED;
                  case FAILED -> dev.souk.user.v1.Operation.State.STATE_FAILED;
                })
            .setFailureReason(operation.failureReason().orElse(""))
            .setCreateTime(UserMessages.timestamp(operation.createTime()))
            .setResultBytes(operation.resultBytes());
    operation.kind().parts().forEach(part -> message.addSteps(message(part, operation.step(part))));
    operation.endTime().map(UserMessages::timestamp).ifPresent(message::setEndTime);
    operation.expireTime().map(UserMessages::timestamp).ifPresent(message::setExpireTime);
    return message.build();
  }

  private static OperationStep message(Part part, Step step) {
    OperationStep.Builder message =
        OperationStep.newBuilder()
            .setService(part.service())
            .setData(part.data())
            .setState(
                switch (step.state()) {
                  case PENDING -> OperationStep.State.STATE_PENDING;
                  case WAITING -> OperationStep.State.STATE_WAITING;
                  case DONE -> OperationStep.State.STATE_DONE;
                });
    step.endTime().map(UserMessages::timestamp).ifPresent(message::setEndTime);
    return message.build();
  }
}
