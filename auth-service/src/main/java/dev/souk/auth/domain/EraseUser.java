package dev.souk.auth.domain;

import java.util.List;

/** Erases everything that is kept of a user. When it fails half-way it is repeated as a whole. */
public final class EraseUser {
  private final List<PersonalData> everything;

  /** Erases these kinds of data, in this order. */
  public EraseUser(List<PersonalData> everything) {
    this.everything = List.copyOf(everything);
  }

  /** Erases them. */
  public void erase(ErasedUser user) {
    everything.forEach(data -> data.erase(user));
  }
}
