package dev.souk.proto.gateway;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.ExtensionRegistry;
import com.google.rpc.ErrorDetailsProto;
import com.google.rpc.StatusProto;
import dev.souk.type.v1.AccessProto;
import dev.souk.type.v1.OAuthProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes {@code souk.binpb}, the descriptor set with everything it imports and the types of error
 * details, and {@code routes.lua}, the table of HTTP routes with who may call them. Part of the
 * build; refuses an API that breaks {@link ApiRules}.
 */
public final class GatewayFiles {
  private GatewayFiles() {}

  /** Takes the compiled descriptor set and the folders to write to. */
  public static void main(String[] args) throws IOException, DescriptorValidationException {
    FileDescriptorSet compiled = read(Path.of(args[0]));
    Map<String, FileDescriptor> files = link(compiled);
    List<MethodDescriptor> methods = methods(files);

    List<String> violations =
        methods.stream().flatMap(method -> ApiRules.violations(method).stream()).toList();
    if (!violations.isEmpty()) {
      throw new IllegalStateException(
          "the API breaks its rules:\n" + String.join("\n", violations));
    }

    byte[] set = set(files).toByteArray();
    String routes = routeTable(methods);
    for (String folder : List.of(args).subList(1, args.length)) {
      Path target = Files.createDirectories(Path.of(folder));
      Files.write(target.resolve("souk.binpb"), set);
      Files.writeString(target.resolve("routes.lua"), routes);
    }
  }

  private static FileDescriptorSet read(Path file) throws IOException {
    ExtensionRegistry registry = ExtensionRegistry.newInstance();
    registry.add(AnnotationsProto.http);
    registry.add(AccessProto.access);
    registry.add(OAuthProto.oauthEndpoint);
    return FileDescriptorSet.parseFrom(Files.readAllBytes(file), registry);
  }

  /** Links the files of a set, which are in order of dependency, and those of the error details. */
  static Map<String, FileDescriptor> link(FileDescriptorSet set)
      throws DescriptorValidationException {
    Map<String, FileDescriptor> files = new LinkedHashMap<>();
    for (FileDescriptorProto file : set.getFileList()) {
      FileDescriptor[] imports =
          file.getDependencyList().stream().map(files::get).toArray(FileDescriptor[]::new);
      files.put(file.getName(), FileDescriptor.buildFrom(file, imports));
    }
    for (FileDescriptor known :
        List.of(StatusProto.getDescriptor(), ErrorDetailsProto.getDescriptor())) {
      known.getDependencies().forEach(file -> files.putIfAbsent(file.getName(), file));
      files.putIfAbsent(known.getName(), known);
    }
    return files;
  }

  private static FileDescriptorSet set(Map<String, FileDescriptor> files) {
    FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
    files.values().forEach(file -> set.addFile(file.toProto()));
    return set.build();
  }

  private static List<MethodDescriptor> methods(Map<String, FileDescriptor> files) {
    return files.values().stream()
        .filter(file -> file.getPackage().startsWith("souk."))
        .flatMap(file -> file.getServices().stream())
        .flatMap(service -> service.getMethods().stream())
        .toList();
  }

  private static String routeTable(List<MethodDescriptor> methods) {
    List<Route> routes = new ArrayList<>(methods.stream().flatMap(GatewayFiles::routes).toList());
    routes.sort(Comparator.comparing(Route::template).thenComparing(Route::httpMethod));
    StringBuilder lua =
        new StringBuilder("-- Made from the protos by the build of the proto module.\nreturn {\n");
    routes.forEach(route -> lua.append(route.toLua()));
    return lua.append("}\n").toString();
  }

  private static Stream<Route> routes(MethodDescriptor method) {
    if (!method.getOptions().hasExtension(AnnotationsProto.http)) {
      return Stream.empty();
    }
    HttpRule rule = method.getOptions().getExtension(AnnotationsProto.http);
    String rpc = method.getService().getFullName() + "/" + method.getName();
    return Stream.concat(Stream.of(rule), rule.getAdditionalBindingsList().stream())
        .map(binding ->
            Route.of(
                rpc,
                binding,
                method.getOptions().getExtension(AccessProto.access),
                method.getOptions().getExtension(OAuthProto.oauthEndpoint)));
  }
}
