package dev.souk.system.shop;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.ExtensionRegistry;
import dev.souk.local.service.ShopService;
import dev.souk.type.v1.Access;
import dev.souk.type.v1.AccessProto;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * An RPC that services alone may call, as its proto says.
 *
 * @param name full name, such as {@code souk.user.v1.UserService/VerifyCredentials}
 * @param service who serves it
 * @param callers who may call it
 */
public record InternalMethod(String name, ShopService service, List<String> callers) {
  private static final MethodDescriptor.Marshaller<byte[]> BYTES =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
          return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
          try {
            return stream.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };

  /** The beginning of a message without its end: a call that is let in does nothing. */
  private static final byte[] NO_MESSAGE = {(byte) 0xff};

  /** All of them, from the descriptors that the gateway has too. */
  public static List<InternalMethod> all() {
    ExtensionRegistry options = ExtensionRegistry.newInstance();
    options.add(AccessProto.access);
    try (InputStream set =
        InternalMethod.class.getClassLoader().getResourceAsStream("gateway/souk.binpb")) {
      return FileDescriptorSet.parseFrom(set, options).getFileList().stream()
          .flatMap(file ->
              file.getServiceList().stream()
                  .flatMap(service ->
                      service.getMethodList().stream()
                          .filter(InternalMethod::isInternal)
                          .map(method -> of(file, service, method))))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isInternal(MethodDescriptorProto method) {
    return access(method).getLevel() == Access.Level.LEVEL_INTERNAL;
  }

  private static Access access(MethodDescriptorProto method) {
    return method.getOptions().getExtension(AccessProto.access);
  }

  private static InternalMethod of(
      FileDescriptorProto file, ServiceDescriptorProto service, MethodDescriptorProto method) {
    return new InternalMethod(
        "%s.%s/%s".formatted(file.getPackage(), service.getName(), method.getName()),
        serving(file.getPackage().split("\\.", -1)[1]),
        access(method).getCallersList());
  }

  private static ShopService serving(String area) {
    return area.equals("inventory")
        ? ShopService.PRODUCT
        : ShopService.valueOf(area.toUpperCase(Locale.ROOT));
  }

  /** Calls it; what is let in fails for want of a message. */
  public void call(Channel channel) {
    MethodDescriptor<byte[], byte[]> method =
        MethodDescriptor.<byte[], byte[]>newBuilder(BYTES, BYTES)
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(name)
            .build();
    ClientCalls.blockingUnaryCall(
        channel, method, CallOptions.DEFAULT.withDeadlineAfter(5, TimeUnit.SECONDS), NO_MESSAGE);
  }

  @Override
  public String toString() {
    return name;
  }
}
