package dev.souk.user;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
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
          .importPackages("dev.souk.user");

  @Test
  void the_domain_knows_no_driver_no_rpc_and_no_message() {
    noClasses()
        .that()
        .resideInAPackage("dev.souk.user.domain..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "com.mongodb..",
            "org.bson..",
            "org.bouncycastle..",
            "io.grpc..",
            "com.google.protobuf..",
            "dev.souk.user.v1..",
            "dev.souk.auth.v1..")
        .check(CLASSES);
  }

  @Test
  void nothing_in_the_code_changes_or_deletes_an_event_of_the_audit_trail() {
    noClasses()
        .that()
        .haveSimpleName("MongoAuditRecords")
        .should()
        .callMethodWhere(
            target(nameMatching("(update|delete|replace|findOneAnd|drop|bulk|rename).*")))
        .check(CLASSES);
  }

  @Test
  void everything_points_to_the_domain() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("server")
        .definedBy("dev.souk.user")
        .layer("api")
        .definedBy("dev.souk.user.api..")
        .layer("adapters")
        .definedBy(
            "dev.souk.user.store..",
            "dev.souk.user.client..",
            "dev.souk.user.event..",
            "dev.souk.user.password..",
            "dev.souk.user.seal..")
        .layer("domain")
        .definedBy("dev.souk.user.domain..")
        .whereLayer("server")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("api")
        .mayOnlyBeAccessedByLayers("server")
        .whereLayer("adapters")
        .mayOnlyBeAccessedByLayers("server")
        .check(CLASSES);
  }
}
