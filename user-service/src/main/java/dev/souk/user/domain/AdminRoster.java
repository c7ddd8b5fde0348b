package dev.souk.user.domain;

import dev.souk.kit.error.AccountErrors;
import java.util.HashMap;
import java.util.Map;

/**
 * Which accounts are active administrators, each as of a version of the account.
 *
 * <p>Who is in it surely is one: an account is admitted after the write that makes it one, and
 * dismissed before the write that ends that. The version it was dismissed at stays, so that the
 * admission of an earlier version, arriving late, changes nothing. As the last member is never
 * dismissed, there always is an administrator.
 *
 * @param standings by user id
 * @param version 0 before the first change, one more with each
 */
public record AdminRoster(Map<String, Standing> standings, long version) {

  /**
   * Where an account stands.
   *
   * @param asOf the account's version
   * @param member whether it is an active administrator since then
   */
  public record Standing(long asOf, boolean member) {}

  /** Copies the standings. */
  public AdminRoster {
    standings = Map.copyOf(standings);
  }

  /** Whether the roster tells more of the account than this version of it does. */
  boolean isAheadOf(User user) {
    return asOf(user) > user.version();
  }

  boolean hasMember(User user) {
    Standing standing = standings.get(user.id());
    return standing != null && standing.member();
  }

  /** The roster with the account, unless it was dismissed at this version or later. */
  AdminRoster admitting(User user) {
    return hasMember(user) || asOf(user) >= user.version()
        ? this
        : with(user, new Standing(user.version(), true));
  }

  /**
   * The roster without the account.
   *
   * @throws dev.souk.kit.error.ApiException {@code LAST_ADMIN} when it has no other member
   */
  AdminRoster dismissing(User user) {
    boolean another =
        standings.entrySet().stream()
            .anyMatch(entry -> entry.getValue().member() && !entry.getKey().equals(user.id()));
    if (!another) {
      throw AccountErrors.lastAdmin();
    }
    Standing dismissed = new Standing(user.version(), false);
    return dismissed.equals(standings.get(user.id())) ? this : with(user, dismissed);
  }

  private long asOf(User user) {
    Standing standing = standings.get(user.id());
    return standing == null ? 0 : standing.asOf();
  }

  private AdminRoster with(User user, Standing standing) {
    Map<String, Standing> next = new HashMap<>(standings);
    next.put(user.id(), standing);
    return new AdminRoster(next, version + 1);
  }
}
