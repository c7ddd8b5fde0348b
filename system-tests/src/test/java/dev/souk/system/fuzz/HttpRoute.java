package dev.souk.system.fuzz;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.ExtensionRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A method and path that the gateway serves.
 *
 * @param rpc full name of the RPC
 * @param method the HTTP method
 * @param template the path with its variables, such as {@code /v1/products/{product_id}}
 * @param body the field that the body is, {@code *} for the whole request, or empty
 * @param input the RPC's request
 */
public record HttpRoute(String rpc, String method, String template, String body, Descriptor input) {
  private static final String DESCRIPTOR_SET = "/gateway/souk.binpb";

  /** Every route of the shop. */
  public static List<HttpRoute> all() {
    List<HttpRoute> routes = new ArrayList<>();
    for (FileDescriptor file : files().values()) {
      for (ServiceDescriptor service : file.getServices()) {
        for (MethodDescriptor method : service.getMethods()) {
          HttpRule rule = method.getOptions().getExtension(AnnotationsProto.http);
          Stream.concat(Stream.of(rule), rule.getAdditionalBindingsList().stream())
              .filter(binding -> binding.getPatternCase() != HttpRule.PatternCase.PATTERN_NOT_SET)
              .forEach(binding -> routes.add(of(method, binding)));
        }
      }
    }
    return routes;
  }

  /** The message that the body of a request is. */
  public Descriptor bodyType() {
    return body.isEmpty() || body.equals("*")
        ? input
        : input.findFieldByName(body).getMessageType();
  }

  private static HttpRoute of(MethodDescriptor method, HttpRule rule) {
    String[] pattern =
        switch (rule.getPatternCase()) {
          case GET -> new String[] {"GET", rule.getGet()};
          case POST -> new String[] {"POST", rule.getPost()};
          case PUT -> new String[] {"PUT", rule.getPut()};
          case PATCH -> new String[] {"PATCH", rule.getPatch()};
          case DELETE -> new String[] {"DELETE", rule.getDelete()};
          case CUSTOM, PATTERN_NOT_SET ->
              throw new IllegalArgumentException(method.getFullName() + " has an odd HTTP rule");
        };
    return new HttpRoute(
        method.getFullName(), pattern[0], pattern[1], rule.getBody(), method.getInputType());
  }

  /** The files of the descriptor set, which has each after those that it imports. */
  private static Map<String, FileDescriptor> files() {
    Map<String, FileDescriptor> files = new LinkedHashMap<>();
    try {
      for (FileDescriptorProto file : descriptorSet().getFileList()) {
        FileDescriptor[] imports =
            file.getDependencyList().stream().map(files::get).toArray(FileDescriptor[]::new);
        files.put(file.getName(), FileDescriptor.buildFrom(file, imports));
      }
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(DESCRIPTOR_SET, e);
    }
    return files;
  }

  private static FileDescriptorSet descriptorSet() {
    ExtensionRegistry extensions = ExtensionRegistry.newInstance();
    AnnotationsProto.registerAllExtensions(extensions);
    try (InputStream bytes = HttpRoute.class.getResourceAsStream(DESCRIPTOR_SET)) {
      return FileDescriptorSet.parseFrom(bytes, extensions);
    } catch (IOException e) {
      throw new UncheckedIOException(DESCRIPTOR_SET, e);
    }
  }
}
