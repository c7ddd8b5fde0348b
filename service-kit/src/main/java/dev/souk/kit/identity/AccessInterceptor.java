package dev.souk.kit.identity;

import dev.souk.kit.error.SignInErrors;
import dev.souk.type.v1.Access;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/** Refuses callers whom the method's access option does not name. */
public final class AccessInterceptor implements ServerInterceptor {
  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    check(AccessRules.of(call.getMethodDescriptor()), Identity.current());
    return next.startCall(call, headers);
  }

  private static void check(Access access, Identity caller) {
    switch (access.getLevel()) {
      case LEVEL_PUBLIC -> {}
      case LEVEL_GUEST -> {
        if (!caller.isUserOrGuest()) {
          throw SignInErrors.tokenMissing();
        }
        requireScope(access, caller);
      }
      case LEVEL_USER -> {
        caller.requireUserId();
        requireScope(access, caller);
      }
      case LEVEL_ROLES -> {
        caller.requireUserId();
        if (!caller.hasAny(access.getRolesList())) {
          throw SignInErrors.roleRequired(access.getRolesList());
        }
        requireScope(access, caller);
      }
      case LEVEL_INTERNAL -> {
        if (!access.getCallersList().contains(caller.callingService())) {
          throw SignInErrors.callerNotAllowed(caller.callingService());
        }
      }
      case LEVEL_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalStateException("a method without access rule was built");
    }
  }

  private static void requireScope(Access access, Identity caller) {
    if (!caller.mayUse(access.getScope())) {
      throw SignInErrors.scopeRequired(access.getScope());
    }
  }
}
