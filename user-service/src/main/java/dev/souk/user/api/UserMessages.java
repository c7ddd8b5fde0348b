package dev.souk.user.api;

import com.google.protobuf.Timestamp;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.user.domain.AccountState;
import dev.souk.user.domain.RightsChange;
import dev.souk.user.domain.Role;
import dev.souk.user.domain.User;
import dev.souk.user.domain.avatar.Avatar;
import dev.souk.user.v1.UpdateUserRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Accounts and changes of them as messages. */
final class UserMessages {
  private static final String ROLES = "roles";
  private static final String STATE = "state";
  private static final Set<String> CHANGEABLE = Set.of(ROLES, STATE);
  private static final Set<String> OUTPUT_ONLY =
      Set.of(
          "user_id",
          "email_verified",
          "pending_email",
          "phone_verified",
          "totp_enabled",
          "avatar_url",
          "create_time",
          "update_time",
          "etag");

  private UserMessages() {}

  static dev.souk.user.v1.User message(User user) {
    dev.souk.user.v1.User.Builder message =
        dev.souk.user.v1.User.newBuilder()
            .setUserId(user.id())
            .setEmail(user.email().text())
            .setEmailVerified(user.emailVerified())
            .setPendingEmail(user.contacts().pendingEmail().text())
            .setPhoneVerified(user.contacts().phoneVerified())
            .setTotpEnabled(user.totpEnabled())
            .setAvatarUrl(Avatar.path(user))
            .addAllRoles(user.roles().stream().sorted().map(Role::name).toList())
            .setState(state(user.state()))
            .setCreateTime(timestamp(user.createTime()))
            .setUpdateTime(timestamp(user.updateTime()))
            .setEtag(user.etag());
    ProfileMessages.put(user.profile(), message);
    return message.build();
  }

  /** The change that the request asks for; fields outside its mask do not matter. */
  static RightsChange change(UpdateUserRequest request) {
    dev.souk.user.v1.User user = request.getUser();
    List<String> mask =
        Masks.changeable(
                request.getUpdateMask(), user.getDescriptorForType(), CHANGEABLE, OUTPUT_ONLY)
            .getPathsList();
    if (mask.isEmpty()) {
      throw Errors.invalid("updateMask", "must name roles, state or both");
    }
    return new RightsChange(
        user.getUserId(),
        mask.contains(ROLES) ? Optional.of(roles(user.getRolesList())) : Optional.empty(),
        mask.contains(STATE) ? Optional.of(newState(user.getState())) : Optional.empty(),
        Optional.of(user.getEtag()).filter(etag -> !etag.isEmpty()));
  }

  private static Set<Role> roles(List<String> names) {
    if (names.isEmpty()) {
      throw Errors.invalid("user.roles", "must name one role or more");
    }
    return names.stream().map(Role::valueOf).collect(Collectors.toUnmodifiableSet());
  }

  /** The state that an account is to have: nobody but its owner deletes it. */
  private static AccountState newState(dev.souk.user.v1.User.State state) {
    if (state == dev.souk.user.v1.User.State.STATE_DELETED) {
      throw unknownState();
    }
    return state(state);
  }

  static AccountState state(dev.souk.user.v1.User.State state) {
    return switch (state) {
      case STATE_ACTIVE -> AccountState.ACTIVE;
      case STATE_DISABLED -> AccountState.DISABLED;
      case STATE_DELETED -> AccountState.DELETED;
      case STATE_UNSPECIFIED, UNRECOGNIZED -> throw unknownState();
    };
  }

  private static ApiException unknownState() {
    return Errors.invalid("user.state", "must be STATE_ACTIVE or STATE_DISABLED");
  }

  private static dev.souk.user.v1.User.State state(AccountState state) {
    return switch (state) {
      case ACTIVE -> dev.souk.user.v1.User.State.STATE_ACTIVE;
      case DISABLED -> dev.souk.user.v1.User.State.STATE_DISABLED;
      case DELETED -> dev.souk.user.v1.User.State.STATE_DELETED;
    };
  }

  static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }
}
