package dev.souk.user.domain.avatar;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.kit.image.CleanImage;
import dev.souk.user.domain.User;
import dev.souk.user.domain.Users;
import java.time.Clock;

/**
 * Gives users a picture, or takes it away. A picture is stored before its account names it, and the
 * one before is forgotten after: whoever reads finds the one or the other, whole. Where a picture
 * was taken, and what else is not needed to show it, is not kept.
 *
 * <p>Errors: {@code INVALID_FIELD}, {@code RESOURCE_NOT_FOUND}, {@code CONTENTION}.
 */
public final class ChangeAvatar {
  private static final int ATTEMPTS = 10;
  private static final int MAX_BYTES = 1024 * 1024;
  private static final int MAX_PIXELS = 1024;
  private static final String NONE = "";

  private final Users users;
  private final Avatars avatars;
  private final Ids ids;
  private final Clock clock;

  /** Changes accounts and pictures of the given stores. */
  public ChangeAvatar(Users users, Avatars avatars, Ids ids, Clock clock) {
    this.users = users;
    this.avatars = avatars;
    this.ids = ids;
    this.clock = clock;
  }

  /** The account with the picture. */
  public User set(String userId, byte[] file) {
    CleanImage image = verified(file);
    Avatar avatar = new Avatar(ids.next("ava"), userId, image.header().contentType(), image.file());
    avatars.add(avatar);
    try {
      return show(userId, avatar.version());
    } catch (ApiException e) {
      avatars.remove(avatar.version());
      throw e;
    }
  }

  /** The account without a picture. */
  public User delete(String userId) {
    return show(userId, NONE);
  }

  private User show(String userId, String version) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      User user =
          users
              .byId(userId)
              .filter(User::isActive)
              .orElseThrow(() -> Errors.notFound("user", userId));
      String before = user.avatarVersion();
      if (before.equals(version)) {
        return user;
      }
      User next = user.withAvatar(version, clock.instant());
      if (users.replace(next)) {
        avatars.remove(before);
        return next;
      }
    }
    throw Errors.contention("user");
  }

  private static CleanImage verified(byte[] file) {
    if (file.length > MAX_BYTES) {
      throw Errors.invalid("file", "must have at most 1 MiB");
    }
    CleanImage image =
        CleanImage.of(file)
            .orElseThrow(() -> Errors.invalid("file", "must be a PNG, JPEG or WebP image"));
    if (!isInside(image.header().width()) || !isInside(image.header().height())) {
      throw Errors.invalid("file", "must have at most 1024 by 1024 pixels, and one at least");
    }
    return image;
  }

  private static boolean isInside(int pixels) {
    return pixels >= 1 && pixels <= MAX_PIXELS;
  }
}
