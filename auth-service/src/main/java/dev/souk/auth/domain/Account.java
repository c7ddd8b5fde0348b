package dev.souk.auth.domain;

import java.time.Instant;
import java.util.List;

/**
 * A user's account as user-service tells it.
 *
 * @param id TypeID with prefix {@code usr}
 * @param email e-mail address as its owner wrote it
 * @param emailVerified whether its owner has proven to receive mail there
 * @param name display name
 * @param phone E.164, or empty
 * @param marketingByEmail whether it agreed to advertising by e-mail
 * @param marketingBySms whether it agreed to advertising by text message
 * @param roles what it may do, such as {@code ROLE_CUSTOMER}
 * @param active whether it can be used
 * @param createTime when it was made
 * @param updateTime when it last changed
 * @param etag its version
 */
public record Account(
    String id,
    String email,
    boolean emailVerified,
    String name,
    String phone,
    boolean marketingByEmail,
    boolean marketingBySms,
    List<String> roles,
    boolean active,
    Instant createTime,
    Instant updateTime,
    String etag) {
  @Override
  public String toString() {
    return "Account[id=" + id + "]";
  }
}
