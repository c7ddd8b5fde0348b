package dev.souk.kit.identity;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.kit.error.SignInErrors;
import dev.souk.kit.log.CallContext;
import dev.souk.type.v1.Access;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Learns who calls from the tokens of the call. The gateway's {@code x-user-*} metadata is not
 * trusted: it must agree with the token, else the call is refused. On public methods a token that
 * is not valid counts as none, so that an expired one never keeps a user from signing in; so does a
 * machine's without the method's scope.
 */
public final class IdentityInterceptor implements ServerInterceptor {
  private static final String BEARER = "Bearer ";

  /** 128 random bits in base64url, without padding: nobody guesses another guest's. */
  private static final Pattern GUEST_ID = Pattern.compile("[A-Za-z0-9_-]{22}");

  private final UserTokens userTokens;
  private final ServiceTokens serviceTokens;

  /** Verifies with the given keys. */
  public IdentityInterceptor(UserTokens userTokens, ServiceTokens serviceTokens) {
    this.userTokens = userTokens;
    this.serviceTokens = serviceTokens;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    Access access = AccessRules.of(call.getMethodDescriptor());
    boolean isPublic = access.getLevel() == Access.Level.LEVEL_PUBLIC;
    Identity user = isPublic ? userOrNobody(headers, access.getScope()) : user(headers);
    Identity identity =
        new Identity(
            user.userId(),
            user.email(),
            user.roles(),
            user.sessionId(),
            isPublic ? "" : guestId(headers),
            user.scopes(),
            callingService(headers));
    CallContext.current().calledBy(identity.userId());
    Context context =
        Context.current()
            .withValue(Identity.KEY, identity)
            .withValue(Origin.KEY, Origin.of(call, headers));
    return Contexts.interceptCall(context, call, headers, next);
  }

  private Identity userOrNobody(Metadata headers, String scope) {
    try {
      Identity user = user(headers);
      return user.mayUse(scope) ? user : Identity.ANONYMOUS;
    } catch (ApiException e) {
      return Identity.ANONYMOUS;
    }
  }

  private Identity user(Metadata headers) {
    String authorization = value(headers, Headers.AUTHORIZATION);
    if (authorization.isEmpty()) {
      requireNoClaims(headers);
      return Identity.ANONYMOUS;
    }
    if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw SignInErrors.tokenInvalid();
    }
    Identity user = userTokens.verify(authorization.substring(BEARER.length()).strip());
    requireAgreement(headers, Headers.USER_ID, user.userId());
    requireAgreement(headers, Headers.SESSION_ID, user.sessionId());
    requireAgreement(headers, Headers.USER_EMAIL, user.email());
    String roles = value(headers, Headers.USER_ROLES);
    if (!roles.isEmpty() && !Set.copyOf(List.of(roles.split(","))).equals(user.roles())) {
      throw SignInErrors.tokenInvalid();
    }
    return user;
  }

  private static void requireNoClaims(Metadata headers) {
    if (headers.containsKey(Headers.USER_ID)
        || headers.containsKey(Headers.USER_ROLES)
        || headers.containsKey(Headers.USER_EMAIL)
        || headers.containsKey(Headers.SESSION_ID)) {
      throw SignInErrors.tokenInvalid();
    }
  }

  private static void requireAgreement(Metadata headers, Metadata.Key<String> key, String actual) {
    String claimed = value(headers, key);
    if (!claimed.isEmpty() && !claimed.equals(actual)) {
      throw SignInErrors.tokenInvalid();
    }
  }

  private static String guestId(Metadata headers) {
    String id = value(headers, Headers.GUEST_ID);
    if (!id.isEmpty() && !GUEST_ID.matcher(id).matches()) {
      throw Errors.invalid(Headers.GUEST_ID.name(), "must be 22 base64url characters");
    }
    return id;
  }

  private String callingService(Metadata headers) {
    String token = value(headers, Headers.INTERNAL_TOKEN);
    return token.isEmpty() ? "" : serviceTokens.verify(token);
  }

  private static String value(Metadata headers, Metadata.Key<String> key) {
    String value = headers.get(key);
    return value == null ? "" : value;
  }
}
