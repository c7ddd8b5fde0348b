package dev.souk.auth.domain;

import java.time.Instant;
import java.util.List;

/**
 * A user's account as user-service tells it.
 *
 * @param id TypeID with prefix {@code usr}
 * @param email e-mail address as its owner wrote it, or empty
 * @param emailVerified whether its owner has proven to receive mail there
 * @param pendingEmail the address that it is to have once that is proven, or empty
 * @param name display name
 * @param phone E.164, or empty
 * @param phoneVerified whether its owner has proven to receive text messages there
 * @param marketingByEmail whether it agreed to advertising by e-mail
 * @param marketingBySms whether it agreed to advertising by text message
 * @param roles what it may do, such as {@code ROLE_CUSTOMER}
 * @param active whether it can be used
 * @param totpEnabled whether signing in takes a second factor
 * @param avatarUrl where its owner's picture is, or empty
 * @param createTime when it was made
 * @param updateTime when it last changed
 * @param etag its version
 */
public record Account(
    String id,
    String email,
    boolean emailVerified,
    String pendingEmail,
    String name,
    String phone,
    boolean phoneVerified,
    boolean marketingByEmail,
    boolean marketingBySms,
    List<String> roles,
    boolean active,
    boolean totpEnabled,
    String avatarUrl,
    Instant createTime,
    Instant updateTime,
    String etag) {
  /** What it signs in with, as lock-outs know it: its e-mail address, else its number. */
  public String signInName() {
    return email.isEmpty() ? phone : email;
  }

  @Override
  public String toString() {
    return "Account[id=" + id + "]";
  }
}
