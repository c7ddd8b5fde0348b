package dev.souk.auth;

import dev.souk.auth.domain.AccessTokens;
import dev.souk.auth.domain.EndSessions;
import dev.souk.auth.domain.MachineSessions;
import dev.souk.auth.domain.NewDevices;
import dev.souk.auth.domain.OpenSession;
import dev.souk.auth.domain.Refresh;
import dev.souk.auth.domain.RequestMail;
import dev.souk.auth.domain.Revocations;
import dev.souk.kit.server.RepeatedTask;
import java.time.Duration;

/**
 * How sessions begin, go on and end.
 *
 * @param open begins those of people
 * @param machines begins and ends those of machines
 */
record SessionSetup(OpenSession open, Refresh refresh, EndSessions end, MachineSessions machines) {
  private static final Duration BETWEEN_LOOKS_AT_SUCCESSIONS = Duration.ofSeconds(10);

  /** Removes what is left of those that ended. */
  static SessionSetup start(
      Foundation base, AccessTokens tokens, Revocations revocations, RequestMail requestMail) {
    base.server()
        .closing(
            new RepeatedTask(
                "succession-purge",
                BETWEEN_LOOKS_AT_SUCCESSIONS,
                () -> base.sessions().forgetSuccessions(base.clock().instant())));
    base.purging("session-purge", base.sessions()::purge);
    EndSessions end =
        new EndSessions(base.sessions(), revocations, base.lifetimes(), base.audit(), base.clock());
    return new SessionSetup(
        new OpenSession(
            base.sessions(),
            base.accounts(),
            base.audit(),
            new NewDevices(base.sessions(), requestMail, base.audit()),
            tokens,
            base.lifetimes(),
            base.ids(),
            base.random(),
            base.clock()),
        new Refresh(
            base.sessions(),
            end,
            base.accounts(),
            tokens,
            base.lifetimes(),
            base.random(),
            base.clock()),
        end,
        new MachineSessions(
            base.sessions(),
            end,
            base.accounts(),
            base.audit(),
            tokens,
            base.lifetimes(),
            base.ids(),
            base.random(),
            base.clock()));
  }
}
