package dev.souk.local.demo;

import com.google.protobuf.FieldMask;
import dev.souk.auth.v1.RegisterRequest;
import dev.souk.user.v1.UpdateUserRequest;
import dev.souk.user.v1.User;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.InstantSource;

/** Makes the demo accounts that are missing; user-service itself makes the first admin. */
final class DemoAccounts {
  private final DemoShop shop;
  private final InstantSource clock;

  DemoAccounts(DemoShop shop, InstantSource clock) {
    this.shop = shop;
    this.clock = clock;
  }

  void ensure(DemoSession admin) {
    for (DemoAccount account : DemoAccount.values()) {
      if (account != DemoAccount.ADMIN) {
        register(account);
        grantRoles(account, admin);
      }
    }
  }

  private void register(DemoAccount account) {
    try {
      shop.auth()
          .register(
              RegisterRequest.newBuilder()
                  .setEmail(account.email())
                  .setPassword(account.password())
                  .setName(account.displayName())
                  .build());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        throw e;
      }
    }
  }

  /** The change also ends the session of the registration. */
  private void grantRoles(DemoAccount account, DemoSession admin) {
    User user;
    try (DemoSession session = new DemoSession(shop, account, clock)) {
      user = session.user();
    }
    if (!user.getRolesList().containsAll(account.roles())) {
      shop.users()
          .withCallCredentials(admin)
          .updateUser(
              UpdateUserRequest.newBuilder()
                  .setUser(
                      User.newBuilder().setUserId(user.getUserId()).addAllRoles(account.roles()))
                  .setUpdateMask(FieldMask.newBuilder().addPaths("roles"))
                  .build());
    }
  }
}
