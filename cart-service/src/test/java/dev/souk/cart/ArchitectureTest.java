package dev.souk.cart;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.souk.cart");

  @Test
  void the_domain_knows_no_driver_no_grpc_and_no_messages() {
    noClasses()
        .that()
        .resideInAPackage("dev.souk.cart.domain")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "redis..",
            "com.fasterxml..",
            "io.grpc..",
            "com.google..",
            "dev.souk.cart.v1..",
            "dev.souk.cart.api..",
            "dev.souk.cart.store..",
            "dev.souk.cart.client..",
            "dev.souk.cart.event..",
            "dev.souk.event.v1..",
            "dev.souk.order.v1..",
            "org.apache.kafka..")
        .check(classes);
  }
}
