package dev.souk.user.domain.avatar;

import java.util.Optional;

/** All pictures. Which one is shown stands in its account; the others are leftovers. */
public interface Avatars {
  /** Adds a picture, which nobody sees until its account names it. */
  void add(Avatar avatar);

  /** The picture. */
  Optional<Avatar> find(String version);

  /** Forgets a picture. */
  void remove(String version);

  /** Forgets every picture of the user. */
  void removeAllOf(String userId);
}
