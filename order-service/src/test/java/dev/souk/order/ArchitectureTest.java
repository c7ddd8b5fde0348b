package dev.souk.order;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What may know what. */
class ArchitectureTest {
  private static final JavaClasses SERVICE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.souk.order");

  @Test
  void the_rules_of_the_domain_know_no_driver_and_no_messages() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.souk.order.domain..",
            "dev.souk.order.saga..",
            "dev.souk.order.pricing..",
            "dev.souk.order.fulfilment..",
            "dev.souk.order.note..",
            "dev.souk.order.refund..",
            "dev.souk.order.returns..",
            "dev.souk.order.task..",
            "dev.souk.order.discount..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..",
            "javax.sql..",
            "com.zaxxer..",
            "org.postgresql..",
            "org.apache.kafka..",
            "io.grpc..",
            "com.google.protobuf..",
            "dev.souk.order.v1..")
        .check(SERVICE);
  }

  @Test
  void adapters_do_not_know_each_other() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("api")
        .definedBy("dev.souk.order.api..")
        .layer("store")
        .definedBy("dev.souk.order.store..")
        .layer("client")
        .definedBy("dev.souk.order.client..")
        .layer("event")
        .definedBy("dev.souk.order.event..")
        .layer("tables")
        .definedBy("dev.souk.order.tables..")
        .layer("server")
        .definedBy("dev.souk.order")
        .whereLayer("api")
        .mayOnlyBeAccessedByLayers("server")
        .whereLayer("store")
        .mayOnlyBeAccessedByLayers("server")
        .whereLayer("client")
        .mayOnlyBeAccessedByLayers("server")
        .whereLayer("tables")
        .mayOnlyBeAccessedByLayers("server")
        .whereLayer("event")
        .mayOnlyBeAccessedByLayers("server")
        .check(SERVICE);
  }
}
