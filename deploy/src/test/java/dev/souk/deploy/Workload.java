package dev.souk.deploy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A deployment or a job of an overlay. */
record Workload(Overlay overlay, Map<?, ?> object) {

  String kind() {
    return Yaml.text(object, "kind");
  }

  String name() {
    return Yaml.text(object, "metadata", "name");
  }

  Map<?, ?> labels() {
    return Yaml.map(object, "spec", "template", "metadata", "labels");
  }

  String component() {
    return Yaml.text(labels(), "app.kubernetes.io/component");
  }

  Map<?, ?> pod() {
    return Yaml.map(object, "spec", "template", "spec");
  }

  List<Map<?, ?>> containers() {
    return Yaml.maps(pod(), "containers");
  }

  /** With those that run before the others. */
  List<Map<?, ?>> allContainers() {
    return Stream.concat(containers().stream(), Yaml.maps(pod(), "initContainers").stream())
        .toList();
  }

  /** The environment of its only container; a secret's value is its name and key. */
  Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    Map<?, ?> container = containers().getFirst();
    for (Map<?, ?> from : Yaml.maps(container, "envFrom")) {
      String name = Yaml.text(from, "configMapRef", "name");
      overlay.all("ConfigMap").stream()
          .filter(map -> Yaml.text(map, "metadata", "name").equals(name))
          .flatMap(map -> Yaml.map(map, "data").entrySet().stream())
          .forEach(entry -> environment.put((String) entry.getKey(), (String) entry.getValue()));
    }
    environment.putAll(ownEnvironment());
    return environment;
  }

  /** As {@link #environment}, without what it shares with others. */
  Map<String, String> ownEnvironment() {
    Map<String, String> environment = new TreeMap<>();
    for (Map<?, ?> variable : Yaml.maps(containers().getFirst(), "env")) {
      Map<?, ?> secret = Yaml.map(variable, "valueFrom", "secretKeyRef");
      environment.put(
          Yaml.text(variable, "name"),
          secret.isEmpty()
              ? Yaml.text(variable, "value")
              : Yaml.text(secret, "name") + "/" + Yaml.text(secret, "key"));
    }
    return environment;
  }

  /** The keys of secrets that it reads, as {@code name/key}. */
  Set<String> secrets() {
    Set<String> secrets = new TreeSet<>();
    for (Map<?, ?> container : allContainers()) {
      for (Map<?, ?> variable : Yaml.maps(container, "env")) {
        Map<?, ?> secret = Yaml.map(variable, "valueFrom", "secretKeyRef");
        if (!secret.isEmpty()) {
          secrets.add(Yaml.text(secret, "name") + "/" + Yaml.text(secret, "key"));
        }
      }
    }
    for (Map<?, ?> volume : Yaml.maps(pod(), "volumes")) {
      for (Map<?, ?> source : Yaml.maps(Yaml.map(volume, "projected"), "sources")) {
        secrets.addAll(files(Yaml.map(source, "secret"), "name"));
      }
      secrets.addAll(files(Yaml.map(volume, "secret"), "secretName"));
    }
    return secrets;
  }

  private static Set<String> files(Map<?, ?> secret, String nameKey) {
    Set<String> files = new TreeSet<>();
    if (!secret.isEmpty()) {
      List<Map<?, ?>> items = Yaml.maps(secret, "items");
      items.forEach(item -> files.add(Yaml.text(secret, nameKey) + "/" + Yaml.text(item, "key")));
      if (items.isEmpty()) {
        files.add(Yaml.text(secret, nameKey) + "/*");
      }
    }
    return files;
  }

  /** The files below {@code /run/secrets/souk}, whose volume has an entry for each. */
  Set<String> mountedFiles() {
    Set<String> files = new TreeSet<>();
    for (Map<?, ?> volume : Yaml.maps(pod(), "volumes")) {
      for (Map<?, ?> source : Yaml.maps(Yaml.map(volume, "projected"), "sources")) {
        Yaml.maps(Yaml.map(source, "secret"), "items")
            .forEach(item -> files.add("/run/secrets/souk/" + Yaml.text(item, "path")));
      }
    }
    return files;
  }
}
