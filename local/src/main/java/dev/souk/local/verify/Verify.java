package dev.souk.local.verify;

import dev.souk.local.StackConfig;
import dev.souk.local.StackPorts;
import java.sql.SQLException;

/** {@code ./souk verify}: checks the invariants of the running shop and changes nothing. */
public final class Verify {
  private Verify() {}

  /** Ends with 0 when all hold, with 1 after naming each broken one. */
  public static void main(String[] args) throws Exception {
    StackPorts ports = StackConfig.from(System.getenv()).ports();
    boolean sound;
    try (LiveStores stores = LiveStores.open(ports)) {
      sound = Invariants.of(stores).broken(System.out).isEmpty();
    } catch (SQLException e) {
      System.err.println("souk: cannot read the stores of the shop: " + e.getMessage());
      sound = false;
    }
    System.exit(sound ? 0 : 1);
  }
}
