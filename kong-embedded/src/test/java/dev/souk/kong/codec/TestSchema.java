package dev.souk.kong.codec;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The types of everything.proto and of what it imports, as protobuf-java reads their descriptor
 * set.
 */
final class TestSchema {
  private final Map<String, Descriptor> types = new LinkedHashMap<>();

  TestSchema() throws IOException, DescriptorValidationException {
    FileDescriptorSet set =
        FileDescriptorSet.parseFrom(
            Files.readAllBytes(Path.of("target/test-classes/everything.binpb")));
    Map<String, FileDescriptor> files = new LinkedHashMap<>();
    for (FileDescriptorProto proto : set.getFileList()) {
      FileDescriptor[] imports =
          proto.getDependencyList().stream().map(files::get).toArray(FileDescriptor[]::new);
      FileDescriptor file = FileDescriptor.buildFrom(proto, imports);
      files.put(proto.getName(), file);
      file.getMessageTypes().forEach(this::add);
    }
  }

  private void add(Descriptor type) {
    types.put(type.getFullName(), type);
    type.getNestedTypes().forEach(this::add);
  }

  Descriptor type(String name) {
    Descriptor type = types.get(name);
    if (type == null) {
      throw new IllegalArgumentException(name);
    }
    return type;
  }

  JsonFormat.TypeRegistry registry() {
    return JsonFormat.TypeRegistry.newBuilder().add(types.values()).build();
  }
}
