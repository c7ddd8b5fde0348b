package dev.souk.auth;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.souk.auth");

  @Test
  void the_domain_knows_no_driver_no_rpc_and_no_message() {
    noClasses()
        .that()
        .resideInAPackage("dev.souk.auth.domain..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "com.mongodb..",
            "org.bson..",
            "redis.clients..",
            "io.grpc..",
            "jakarta.mail..",
            "com.google.protobuf..",
            "dev.souk.user.v1..",
            "dev.souk.auth.v1..")
        .check(CLASSES);
  }

  @Test
  void everything_points_to_the_domain() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("server")
        .definedBy("dev.souk.auth")
        .layer("api")
        .definedBy("dev.souk.auth.api..")
        .layer("adapters")
        .definedBy(
            "dev.souk.auth.store..",
            "dev.souk.auth.client..",
            "dev.souk.auth.token..",
            "dev.souk.auth.mail..",
            "dev.souk.auth.oidc..")
        .layer("event")
        .definedBy("dev.souk.auth.event..")
        .layer("domain")
        .definedBy("dev.souk.auth.domain..")
        .whereLayer("server")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("api")
        .mayOnlyBeAccessedByLayers("server")
        .whereLayer("event")
        .mayOnlyBeAccessedByLayers("server", "api")
        .whereLayer("adapters")
        .mayOnlyBeAccessedByLayers("server")
        .check(CLASSES);
  }
}
