package dev.souk.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.ExtensionRegistry;
import dev.souk.local.service.ShopService;
import dev.souk.type.v1.AccessProto;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Row 129: who may reach whom is what the protos say, and nothing more. */
class NetworkTest {
  static final List<String> OVERLAYS = Overlay.NAMES;

  private static final String NAME = "app.kubernetes.io/name";

  /** The one area without a service of its own. */
  private static final String INVENTORY = "inventory";

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void nothing_is_reached_unless_a_policy_says_so(String name) throws Exception {
    Map<?, ?> policy = Yaml.map(Overlay.rendered(name).one("NetworkPolicy", "deny-all"), "spec");
    assertThat(policy)
        .isEqualTo(Map.of("podSelector", Map.of(), "policyTypes", List.of("Ingress", "Egress")));
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void services_are_reached_by_the_callers_that_the_protos_name(String name) throws Exception {
    Overlay overlay = Overlay.rendered(name);
    Map<String, Set<String>> callers = callers();
    for (ShopService service : ShopService.values()) {
      Set<String> allowed = new TreeSet<>(callers.get(service.serviceName()));
      allowed.retainAll(ShopService.names());
      allowed.add("kong");
      assertThat(reach(overlay, service.serviceName(), service.standardPort()))
          .as(service.serviceName())
          .isEqualTo(allowed);
    }
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void health_is_for_the_gateway_and_the_keys_of_tokens_for_everybody(String name)
      throws Exception {
    Overlay overlay = Overlay.rendered(name);
    Set<String> everybody = new TreeSet<>(ShopService.names());
    everybody.remove("auth-service");
    everybody.add("kong");
    for (ShopService service : ShopService.values()) {
      assertThat(reach(overlay, service.serviceName(), service.standardPort() + 4000))
          .as(service.serviceName())
          .isEqualTo(service == ShopService.AUTH ? everybody : Set.of("kong"));
    }
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void who_may_be_called_may_be_reached_from_the_other_side_too(String name) throws Exception {
    Overlay overlay = Overlay.rendered(name);
    Map<String, Set<String>> in = new TreeMap<>();
    Map<String, Set<String>> out = new TreeMap<>();
    for (Map<?, ?> policy : overlay.all("NetworkPolicy")) {
      String subject = Yaml.text(policy, "spec", "podSelector", "matchLabels", NAME);
      if (subject.isEmpty()) {
        continue;
      }
      for (Map<?, ?> rule : Yaml.maps(Yaml.map(policy, "spec"), "ingress")) {
        for (String peer : peers(rule, "from")) {
          ports(rule).forEach(port -> add(in, peer, subject + ":" + number(port, subject)));
        }
      }
      for (Map<?, ?> rule : Yaml.maps(Yaml.map(policy, "spec"), "egress")) {
        for (String peer : peers(rule, "to")) {
          ports(rule).forEach(port -> add(out, subject, peer + ":" + number(port, peer)));
        }
      }
    }
    assertThat(out).isEqualTo(in);
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void only_the_gateway_is_open_to_the_world(String name) throws Exception {
    for (Map<?, ?> policy : Overlay.rendered(name).all("NetworkPolicy")) {
      boolean open =
          Yaml.maps(Yaml.map(policy, "spec"), "ingress").stream()
              .anyMatch(rule -> !rule.containsKey("from"));
      assertThat(open).as(Overlay.nameOf(policy)).isEqualTo(Overlay.nameOf(policy).equals("kong"));
    }
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void every_store_that_a_pod_says_to_use_has_a_policy(String name) throws Exception {
    Overlay overlay = Overlay.rendered(name);
    Set<String> used =
        overlay.workloads().stream()
            .flatMap(workload -> workload.labels().keySet().stream())
            .map(String.class::cast)
            .filter(label -> label.startsWith("souk.dev/"))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> opened =
        overlay.all("NetworkPolicy").stream()
            .flatMap(
                policy -> Yaml.map(policy, "spec", "podSelector", "matchLabels").keySet().stream())
            .map(String.class::cast)
            .filter(label -> label.startsWith("souk.dev/"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(opened).isEqualTo(used).isNotEmpty();
  }

  private static Set<String> reach(Overlay overlay, String service, int port) {
    Set<String> reach = new TreeSet<>();
    for (Map<?, ?> policy : overlay.all("NetworkPolicy")) {
      if (!Yaml.text(policy, "spec", "podSelector", "matchLabels", NAME).equals(service)) {
        continue;
      }
      for (Map<?, ?> rule : Yaml.maps(Yaml.map(policy, "spec"), "ingress")) {
        if (ports(rule).contains(Integer.toString(port))) {
          reach.addAll(peers(rule, "from"));
        }
      }
    }
    return reach;
  }

  private static Set<String> peers(Map<?, ?> rule, String key) {
    return Yaml.maps(rule, key).stream()
        .map(peer -> Yaml.text(peer, "podSelector", "matchLabels", NAME))
        .filter(peer -> !peer.isEmpty() && !peer.equals("prometheus"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> ports(Map<?, ?> rule) {
    return Yaml.maps(rule, "ports").stream().map(port -> Yaml.text(port, "port")).toList();
  }

  private static String number(String port, String owner) {
    return port.equals("http") && owner.equals("payment-sandbox") ? "8026" : port;
  }

  private static void add(Map<String, Set<String>> map, String key, String value) {
    map.computeIfAbsent(key, absent -> new TreeSet<>()).add(value);
  }

  /** Per service, who may call at least one of its methods by a token of its own. */
  private static Map<String, Set<String>> callers() throws IOException {
    ExtensionRegistry registry = ExtensionRegistry.newInstance();
    registry.add(AccessProto.access);
    Map<String, Set<String>> callers = new TreeMap<>();
    try (InputStream set =
        Objects.requireNonNull(NetworkTest.class.getResourceAsStream("/gateway/souk.binpb"))) {
      FileDescriptorSet.parseFrom(set, registry)
          .getFileList()
          .forEach(file ->
              file.getServiceList().stream()
                  .flatMap(service -> service.getMethodList().stream())
                  .flatMap(method ->
                      method
                          .getOptions()
                          .getExtension(AccessProto.access)
                          .getCallersList()
                          .stream())
                  .forEach(caller -> add(callers, serviceOf(file.getPackage()), caller)));
    }
    return callers;
  }

  private static String serviceOf(String protoPackage) {
    String area = protoPackage.split("\\.", -1)[1];
    return (area.equals(INVENTORY) ? "product" : area) + "-service";
  }
}
