package dev.souk.proto.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.souk.type.v1.Access;
import dev.souk.type.v1.AccessProto;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiRulesTest {
  private static final HttpRule HTTP = HttpRule.newBuilder().setGet("/v1/things").build();
  private static final Access PUBLIC =
      Access.newBuilder().setLevel(Access.Level.LEVEL_PUBLIC).build();

  @Test
  void a_sound_method_breaks_nothing() throws DescriptorValidationException {
    assertThat(violations(options(PUBLIC, HTTP), false)).isEmpty();
  }

  @Test
  void a_method_without_access_is_refused() throws DescriptorValidationException {
    MethodOptions options =
        MethodOptions.newBuilder().setExtension(AnnotationsProto.http, HTTP).build();
    assertThat(violations(options, false)).anyMatch(v -> v.contains("who may call it"));
  }

  @Test
  void roles_must_exist_and_be_named_where_they_count() throws DescriptorValidationException {
    Access noRoles = Access.newBuilder().setLevel(Access.Level.LEVEL_ROLES).build();
    Access unknown = noRoles.toBuilder().addRoles("ROLE_KING").build();
    assertThat(violations(options(noRoles, HTTP), false)).hasSize(1);
    assertThat(violations(options(unknown, HTTP), false)).hasSize(1);
    assertThat(violations(options(PUBLIC.toBuilder().addRoles("ROLE_ADMIN").build(), HTTP), false))
        .hasSize(1);
  }

  @Test
  void an_internal_method_names_its_callers_and_has_no_route()
      throws DescriptorValidationException {
    Access internal =
        Access.newBuilder()
            .setLevel(Access.Level.LEVEL_INTERNAL)
            .addCallers("order-service")
            .build();
    MethodOptions noHttp =
        MethodOptions.newBuilder().setExtension(AccessProto.access, internal).build();
    assertThat(violations(noHttp, false)).isEmpty();
    assertThat(violations(options(internal, HTTP), false)).hasSize(1);
    assertThat(violations(options(internal.toBuilder().clearCallers().build(), HTTP), false))
        .hasSize(2);
  }

  @Test
  void a_stream_has_no_route() throws DescriptorValidationException {
    assertThat(violations(options(PUBLIC, HTTP), true)).hasSize(1);
  }

  private static MethodOptions options(Access access, HttpRule rule) {
    return MethodOptions.newBuilder()
        .setExtension(AccessProto.access, access)
        .setExtension(AnnotationsProto.http, rule)
        .build();
  }

  private static List<String> violations(MethodOptions options, boolean streaming)
      throws DescriptorValidationException {
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName("things.proto")
            .setPackage("souk.things.v1")
            .addMessageType(DescriptorProto.newBuilder().setName("Thing"))
            .addService(
                ServiceDescriptorProto.newBuilder()
                    .setName("ThingService")
                    .addMethod(
                        MethodDescriptorProto.newBuilder()
                            .setName("GetThing")
                            .setInputType(".souk.things.v1.Thing")
                            .setOutputType(".souk.things.v1.Thing")
                            .setServerStreaming(streaming)
                            .setOptions(options)))
            .build();
    return ApiRules.violations(
        FileDescriptor.buildFrom(file, new FileDescriptor[0])
            .getServices()
            .get(0)
            .getMethods()
            .get(0));
  }
}
