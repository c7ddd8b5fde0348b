package dev.souk.embedded;

import java.util.Locale;

/** The names that binaries for this machine go by. */
record Platform(boolean mac, boolean arm) {

  static Platform current() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return new Platform(os.contains("mac"), arch.equals("aarch64") || arch.equals("arm64"));
  }

  String postgresArchive() {
    return "/postgres-" + (mac ? "darwin" : "linux") + (arm ? "-arm_64.txz" : "-x86_64.txz");
  }

  /** There is no arm64 build for macOS; the amd64 one runs there through Rosetta. */
  String redisBinary() {
    if (mac) {
      return "/redis-server-7.0.15-darwin-amd64";
    }
    return "/redis-server-7.0.15-linux-" + (arm ? "arm64" : "amd64");
  }
}
