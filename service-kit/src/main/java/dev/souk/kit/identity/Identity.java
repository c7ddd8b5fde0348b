package dev.souk.kit.identity;

import dev.souk.kit.error.SignInErrors;
import io.grpc.Context;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * Who calls, as proven by the tokens of the call.
 *
 * @param userId the signed-in user, or empty
 * @param email the user's e-mail address, or empty
 * @param roles the user's roles, such as {@code ROLE_SELLER}
 * @param sessionId the session of the user's token, or empty
 * @param guestId the id in a guest's cookie, also beside a user, or empty; on public methods empty
 * @param scopes when a machine calls in the user's name: all that it may do; empty when the user
 *     does
 * @param callingService the service that calls, or empty when it is not one
 */
public record Identity(
    String userId,
    String email,
    Set<String> roles,
    String sessionId,
    String guestId,
    Optional<Set<String>> scopes,
    String callingService) {

  /** Nobody known. */
  public static final Identity ANONYMOUS =
      new Identity("", "", Set.of(), "", "", Optional.empty(), "");

  /** The role of those who buy. */
  public static final String CUSTOMER = "ROLE_CUSTOMER";

  /** The role of those who sell. */
  public static final String SELLER = "ROLE_SELLER";

  /** The role of those who run the shop. */
  public static final String ADMIN = "ROLE_ADMIN";

  static final Context.Key<Identity> KEY = Context.keyWithDefault("souk-identity", ANONYMOUS);

  /** Copies the roles and the scopes. */
  public Identity {
    roles = Set.copyOf(roles);
    scopes = scopes.map(Set::copyOf);
  }

  /** Who calls the RPC that the current thread serves. */
  public static Identity current() {
    return KEY.get();
  }

  /** Whether a user is signed in. */
  public boolean isUser() {
    return !userId.isEmpty();
  }

  /** Whether the caller is known at all: a user, or a guest by cookie. */
  public boolean isUserOrGuest() {
    return isUser() || !guestId.isEmpty();
  }

  /** Whether the user holds the role. */
  public boolean has(String role) {
    return roles.contains(role);
  }

  /** Whether the user holds one of the roles. */
  public boolean hasAny(Collection<String> wanted) {
    return wanted.stream().anyMatch(roles::contains);
  }

  /** Whether the caller is no machine, or has the scope; no machine has an empty one. */
  public boolean mayUse(String scope) {
    return scopes.isEmpty() || (!scope.isEmpty() && scopes.get().contains(scope));
  }

  /**
   * The signed-in user.
   *
   * @throws dev.souk.kit.error.ApiException {@code TOKEN_MISSING} when nobody is
   */
  public String requireUserId() {
    return Optional.of(userId).filter(id -> !id.isEmpty()).orElseThrow(SignInErrors::tokenMissing);
  }

  /**
   * Whose the caller's things are: the signed-in user's, else the guest's, as {@link Guests} calls
   * them.
   *
   * @throws dev.souk.kit.error.ApiException {@code TOKEN_MISSING} when the caller is neither
   */
  public String requireOwnerId() {
    return isUser() || guestId.isEmpty() ? requireUserId() : Guests.ownerId(guestId);
  }

  /** Who to note as the cause of a change: the user, else the service, else {@code anonymous}. */
  public String actor() {
    if (isUser()) {
      return userId;
    }
    return callingService.isEmpty() ? "anonymous" : callingService;
  }
}
