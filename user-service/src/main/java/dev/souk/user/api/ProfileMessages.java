package dev.souk.user.api;

import com.google.protobuf.FieldMask;
import dev.souk.kit.identity.Identity;
import dev.souk.user.domain.EmailAddress;
import dev.souk.user.domain.MarketingPreferences;
import dev.souk.user.domain.Profile;
import dev.souk.user.domain.ProfileChange;
import dev.souk.user.v1.UpdateMeRequest;
import dev.souk.user.v1.User;
import java.util.Optional;
import java.util.Set;

/** Profiles as a part of the messages of accounts. */
final class ProfileMessages {
  private static final String EMAIL = "email";
  private static final String PENDING_EMAIL = "pending_email";
  private static final Set<String> CHANGEABLE =
      Set.of("name", "phone", "marketing_preferences", EMAIL, PENDING_EMAIL);
  private static final Set<String> IGNORED =
      Set.of(
          "user_id",
          "email_verified",
          "phone_verified",
          "totp_enabled",
          "avatar_url",
          "roles",
          "state",
          "create_time",
          "update_time",
          "etag");

  private ProfileMessages() {}

  /** Writes the profile into the message of its account. */
  static void put(Profile profile, User.Builder message) {
    message
        .setName(profile.name())
        .setPhone(profile.phone())
        .setMarketingPreferences(
            dev.souk.user.v1.MarketingPreferences.newBuilder()
                .setEmail(profile.marketing().email())
                .setSms(profile.marketing().sms()));
  }

  /** The change that a user asks for. */
  static ProfileChange change(UpdateMeRequest request, Identity user) {
    User sent = request.getUser();
    FieldMask mask =
        Masks.changeable(request.getUpdateMask(), User.getDescriptor(), CHANGEABLE, IGNORED);
    return new ProfileChange(
        user.requireUserId(),
        user.sessionId(),
        profile -> edited(profile, mask, sent),
        mask.getPathsList().contains(EMAIL)
            ? Optional.of(new EmailAddress(sent.getEmail()))
            : Optional.empty(),
        mask.getPathsList().contains(PENDING_EMAIL) && sent.getPendingEmail().isEmpty(),
        Optional.of(sent.getEtag()).filter(etag -> !etag.isEmpty()));
  }

  private static Profile edited(Profile profile, FieldMask mask, User sent) {
    User.Builder message = User.newBuilder();
    put(profile, message);
    Masks.merge(mask, sent, message);
    return new Profile(
        message.getName(),
        message.getPhone(),
        new MarketingPreferences(
            message.getMarketingPreferences().getEmail(),
            message.getMarketingPreferences().getSms()));
  }
}
