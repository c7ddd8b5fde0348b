package dev.souk.product;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(
              "dev.souk.product.catalog",
              "dev.souk.product.inventory",
              "dev.souk.product.transfer",
              "dev.souk.product.dynamo",
              "dev.souk.product.audit");

  @Test
  void the_domain_knows_no_driver_no_grpc_and_no_messages() {
    noClasses()
        .that()
        .resideInAPackage("dev.souk.product.(*).domain")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "software.amazon..",
            "io.grpc..",
            "com.google.protobuf..",
            "com.github.benmanes..",
            "dev.souk.product.v1..",
            "dev.souk.inventory.v1..",
            "dev.souk.product.dynamo..",
            "dev.souk.product.*.api..",
            "dev.souk.product.*.store..")
        .check(CLASSES);
  }

  @Test
  void api_and_store_know_the_domain_but_not_each_other() {
    noClasses()
        .that()
        .resideInAPackage("dev.souk.product.*.api")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.souk.product.*.store..", "dev.souk.product.dynamo..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("dev.souk.product.*.store")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.souk.product.*.api..")
        .check(CLASSES);
  }

  @Test
  void catalog_and_inventory_meet_in_the_tables_alone() {
    noClasses()
        .that()
        .resideInAPackage("dev.souk.product.catalog..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.souk.product.inventory..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("dev.souk.product.inventory..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.souk.product.catalog..")
        .check(CLASSES);
  }
}
