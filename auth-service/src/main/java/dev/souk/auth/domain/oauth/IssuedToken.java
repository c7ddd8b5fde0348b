package dev.souk.auth.domain.oauth;

import dev.souk.auth.domain.AccessToken;
import dev.souk.auth.domain.ClientScope;
import dev.souk.auth.domain.RefreshToken;
import java.util.Optional;

/**
 * What a token request yields.
 *
 * @param accessToken to call with
 * @param client what the token is limited to; absent for a user's session
 * @param refreshToken to get the next with, for a user's session
 * @param exchanged whether another token was given for it
 */
public record IssuedToken(
    AccessToken accessToken,
    Optional<ClientScope> client,
    Optional<RefreshToken> refreshToken,
    boolean exchanged) {}
