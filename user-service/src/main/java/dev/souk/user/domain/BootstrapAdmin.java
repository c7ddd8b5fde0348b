package dev.souk.user.domain;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the first administrator, from whom all others get their role. Does nothing when an account
 * with the address exists; several instances that start at once make one.
 */
public final class BootstrapAdmin {
  private final Users users;
  private final CreateUser createUser;
  private final Administrators administrators;

  /** Makes the account in the given store. */
  public BootstrapAdmin(Users users, CreateUser createUser, Administrators administrators) {
    this.users = users;
    this.createUser = createUser;
    this.administrators = administrators;
  }

  /** Makes the account unless it is there. */
  public void ensure(EmailAddress email, String password) {
    if (users.credentials(email).isPresent()) {
      return;
    }
    try {
      administrators.admit(
          createUser.create(
              email,
              password,
              "Administrator",
              Set.of(Role.ROLE_CUSTOMER, Role.ROLE_ADMIN),
              Optional.of("user-service")));
    } catch (ApiException e) {
      if (!e.reason().equals(Reason.EMAIL_TAKEN.name())) {
        throw e;
      }
    }
  }
}
