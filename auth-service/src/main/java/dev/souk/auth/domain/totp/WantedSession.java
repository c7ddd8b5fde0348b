package dev.souk.auth.domain.totp;

/**
 * What a sign-in asks for beside the right to sign in.
 *
 * @param deviceName what the user calls the device, or empty
 * @param inCookies whether the tokens are to come back as cookies
 */
public record WantedSession(String deviceName, boolean inCookies) {}
