package dev.souk.user.domain.avatar;

import dev.souk.user.domain.User;

/**
 * A picture.
 *
 * @param version its own id, a TypeID with prefix {@code ava}
 * @param userId whose it is
 * @param contentType such as {@code image/png}, by what it is
 * @param file the file, without what is not needed to show it
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Avatar(String version, String userId, String contentType, byte[] file) {
  /** Where the user's picture is on the gateway; empty without one. */
  public static String path(User user) {
    return user.avatarVersion().isEmpty()
        ? ""
        : "/v1/users/" + user.id() + "/avatar?version=" + user.avatarVersion();
  }

  @Override
  public String toString() {
    return "Avatar[version=" + version + "]";
  }
}
