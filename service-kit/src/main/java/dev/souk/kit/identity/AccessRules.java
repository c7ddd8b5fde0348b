package dev.souk.kit.identity;

import dev.souk.type.v1.Access;
import dev.souk.type.v1.AccessProto;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;

/** Who may call a method, read from its {@code (souk.type.v1.access)} option. */
final class AccessRules {
  private AccessRules() {}

  static Access of(MethodDescriptor<?, ?> method) {
    if (method.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier supplier) {
      return supplier.getMethodDescriptor().getOptions().getExtension(AccessProto.access);
    }
    throw new IllegalStateException("not made from a proto: " + method.getFullMethodName());
  }
}
