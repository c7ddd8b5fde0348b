package dev.souk.proto.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.AnnotationsProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.ExtensionRegistry;
import dev.souk.proto.Scopes;
import dev.souk.type.v1.Access;
import dev.souk.type.v1.AccessProto;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which methods machines may call is decided for each, never forgotten. */
class MachineAccessTest {
  /** Sessions, passwords, keys: a machine could make itself more rights than its key has. */
  private static final String ACCOUNT_SECURITY = "souk.auth.v1.";

  /**
   * Methods that would give a machine more than its key: an address resets the password, an export
   * tells everything at once, and a deleted account is gone. Pictures are for people to change, and
   * for everybody to see; so are opinions of products. A payment provider signs its events, and has
   * no key.
   */
  private static final Set<String> NOT_FOR_MACHINES =
      Set.of(
          "souk.payment.v1.PaymentWebhookService/ReceiveStripeEvent",
          "souk.product.v1.ReviewService/CreateReview",
          "souk.product.v1.ReviewService/DeleteReview",
          "souk.product.v1.ReviewService/ModerateReview",
          "souk.product.v1.ReviewService/UpdateReview",
          "souk.user.v1.AuditService/ListAuditEvents",
          "souk.user.v1.AvatarService/DeleteAvatar",
          "souk.user.v1.AvatarService/GetAvatar",
          "souk.user.v1.AvatarService/SetAvatar",
          "souk.user.v1.OperationService/DeleteMe",
          "souk.user.v1.OperationService/DownloadExport",
          "souk.user.v1.OperationService/ExportMe",
          "souk.user.v1.OperationService/GetMyOperation",
          "souk.user.v1.OperationService/ListUserOperations",
          "souk.user.v1.UserService/EndSessions",
          "souk.user.v1.UserService/UpdateMe",
          "souk.user.v1.UserService/UpdateUser");

  @Test
  void every_method_over_http_has_a_scope_or_is_known_to_have_none() throws IOException {
    Set<String> without = new TreeSet<>();
    methods()
        .forEach((name, access) -> {
          if (access.getScope().isEmpty() && !name.startsWith(ACCOUNT_SECURITY)) {
            without.add(name);
          }
        });
    assertThat(without).isEqualTo(new TreeSet<>(NOT_FOR_MACHINES));
  }

  @Test
  void no_method_on_sessions_and_keys_is_open_to_machines() throws IOException {
    assertThat(methods())
        .allSatisfy((name, access) ->
            assertThat(name.startsWith(ACCOUNT_SECURITY) && !access.getScope().isEmpty())
                .as(name)
                .isFalse());
  }

  @Test
  void every_scope_opens_something() throws IOException {
    Set<String> used =
        methods().values().stream()
            .map(Access::getScope)
            .filter(scope -> !scope.isEmpty())
            .collect(Collectors.toSet());
    assertThat(used).isEqualTo(Scopes.ALL);
  }

  private static Map<String, Access> methods() throws IOException {
    ExtensionRegistry registry = ExtensionRegistry.newInstance();
    registry.add(AnnotationsProto.http);
    registry.add(AccessProto.access);
    try (InputStream set =
        Objects.requireNonNull(
            MachineAccessTest.class.getResourceAsStream("/gateway/souk.binpb"))) {
      Map<String, Access> methods = new TreeMap<>();
      FileDescriptorSet.parseFrom(set, registry)
          .getFileList()
          .forEach(file ->
              file.getServiceList()
                  .forEach(service ->
                      service.getMethodList().stream()
                          .filter(method -> method.getOptions().hasExtension(AnnotationsProto.http))
                          .forEach(method ->
                              methods.put(
                                  name(file.getPackage(), service.getName(), method),
                                  method.getOptions().getExtension(AccessProto.access)))));
      return methods;
    }
  }

  private static String name(String pkg, String service, MethodDescriptorProto method) {
    return pkg + "." + service + "/" + method.getName();
  }
}
