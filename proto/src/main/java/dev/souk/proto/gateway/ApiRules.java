package dev.souk.proto.gateway;

import com.google.api.AnnotationsProto;
import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.souk.proto.Scopes;
import dev.souk.type.v1.Access;
import dev.souk.type.v1.AccessProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What every method of the API must declare; the build fails where one does not. */
final class ApiRules {
  private static final Set<String> ROLES = Set.of("ROLE_CUSTOMER", "ROLE_SELLER", "ROLE_ADMIN");

  /** What every instance of every service serves for itself: the gateway would pick just one. */
  private static final String OF_INSTANCES = "souk.operation.v1";

  private ApiRules() {}

  /** The rules that the method breaks, each as a sentence; none for a sound method. */
  static List<String> violations(MethodDescriptor method) {
    List<String> found = new ArrayList<>();
    Access access = method.getOptions().getExtension(AccessProto.access);
    boolean http = method.getOptions().hasExtension(AnnotationsProto.http);
    boolean streaming = method.isClientStreaming() || method.isServerStreaming();
    boolean internal = access.getLevel() == Access.Level.LEVEL_INTERNAL;

    if (!method.getOptions().hasExtension(AccessProto.access)
        || access.getLevel() == Access.Level.LEVEL_UNSPECIFIED
        || access.getLevel() == Access.Level.UNRECOGNIZED) {
      found.add("has no (souk.type.v1.access) option: say who may call it");
    }
    if ((access.getLevel() == Access.Level.LEVEL_ROLES) == (access.getRolesCount() == 0)) {
      found.add("must name roles with LEVEL_ROLES, and only then");
    }
    if (!ROLES.containsAll(access.getRolesList())) {
      found.add("names a role that does not exist: " + access.getRolesList());
    }
    if (internal == (access.getCallersCount() == 0)) {
      found.add("must name callers with LEVEL_INTERNAL, and only then");
    }
    if (!access.getScope().isEmpty() && !Scopes.ALL.contains(access.getScope())) {
      found.add("names a scope that does not exist: " + access.getScope());
    }
    if (internal && !access.getScope().isEmpty()) {
      found.add("is internal and must not have a scope");
    }
    if (internal && http) {
      found.add("is internal and must not have an HTTP rule");
    }
    if (streaming && http) {
      found.add("is streaming and must not have an HTTP rule");
    }
    boolean ofInstance = method.getFile().getPackage().equals(OF_INSTANCES);
    if (ofInstance && (http || access.getLevel() != Access.Level.LEVEL_ROLES)) {
      found.add("is served by each instance for itself: for roles only, and without an HTTP rule");
    }
    if (!internal && !ofInstance && !http) {
      found.add("is not internal and needs an HTTP rule");
    }
    return found.stream().map(rule -> method.getFullName() + " " + rule).toList();
  }
}
