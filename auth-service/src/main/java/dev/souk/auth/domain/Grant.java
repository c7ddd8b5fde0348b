package dev.souk.auth.domain;

/**
 * What a sign-in or a refresh yields.
 *
 * @param session the session
 * @param account whose it is
 * @param accessToken to call with
 * @param refreshToken to get the next with
 */
public record Grant(
    Session session, Account account, AccessToken accessToken, RefreshToken refreshToken) {}
