package dev.souk.local.image;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import dev.souk.local.service.ShopService;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Calls a service's methods with empty messages. Most are refused, for want of a token or of
 * fields; on the way the service does what it does for every call.
 */
final class EveryMethod implements TrainingCalls {
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
  private static final int ROUNDS = 50;

  /** The one area without a service of its own. */
  private static final String INVENTORY = "souk.inventory.";

  private final ManagedChannel channel;
  private final List<String> methods;

  EveryMethod(int port, ShopService service) throws IOException {
    channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    methods = methodsOf(service);
  }

  /** Calls the first method until the service answers. */
  @Override
  public void awaitAnswer(TrainedProcess process) throws IOException, InterruptedException {
    while (call(methods.getFirst()) == Status.Code.UNAVAILABLE) {
      process.pause();
      channel.resetConnectBackoff();
    }
  }

  @Override
  public void callAll() {
    for (int i = 0; i < ROUNDS; i++) {
      methods.forEach(this::call);
    }
  }

  private Status.Code call(String method) {
    MethodDescriptor<byte[], byte[]> descriptor =
        MethodDescriptor.<byte[], byte[]>newBuilder(BYTES, BYTES)
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(method)
            .build();
    CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(5, TimeUnit.SECONDS);
    try {
      ClientCalls.blockingUnaryCall(channel, descriptor, options, new byte[0]);
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    }
  }

  private static List<String> methodsOf(ShopService service) throws IOException {
    String own = "souk." + service.serviceName().replace("-service", "") + ".";
    List<String> methods = new ArrayList<>();
    try (InputStream set =
        EveryMethod.class.getClassLoader().getResourceAsStream("gateway/souk.binpb")) {
      for (FileDescriptorProto file : FileDescriptorSet.parseFrom(set).getFileList()) {
        boolean stock = service == ShopService.PRODUCT && file.getPackage().startsWith(INVENTORY);
        if (file.getPackage().startsWith(own) || stock) {
          file.getServiceList().forEach(s -> addMethods(file.getPackage(), s, methods));
        }
      }
    }
    return methods;
  }

  private static void addMethods(String area, ServiceDescriptorProto service, List<String> to) {
    service.getMethodList().stream()
        .filter(method -> !method.getServerStreaming())
        .map(MethodDescriptorProto::getName)
        .forEach(name -> to.add(area + "." + service.getName() + "/" + name));
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
