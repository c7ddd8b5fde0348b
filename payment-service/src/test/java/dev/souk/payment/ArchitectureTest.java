package dev.souk.payment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.souk.payment");

  @Test
  void the_domain_knows_no_driver_no_grpc_and_no_messages() {
    noClasses()
        .that()
        .resideInAPackage("dev.souk.payment.domain")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..",
            "javax.sql..",
            "io.grpc..",
            "com.google..",
            "dev.souk.payment.v1..",
            "dev.souk.payment.api..",
            "dev.souk.payment.store..",
            "dev.souk.payment.event..",
            "dev.souk.payment.message..",
            "dev.souk.payment.sandbox..",
            "dev.souk.payment.stripe..",
            "com.stripe..",
            "dev.souk.kit.sql..",
            "java.net.http..")
        .check(classes);
  }

  @Test
  void the_sandbox_and_the_store_do_not_know_each_other() {
    noClasses()
        .that()
        .resideInAPackage("dev.souk.payment.sandbox")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.souk.payment.store..", "dev.souk.payment.api..")
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage("dev.souk.payment.store")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.souk.payment.sandbox..", "dev.souk.payment.stripe..", "dev.souk.payment.api..")
        .check(classes);
  }
}
