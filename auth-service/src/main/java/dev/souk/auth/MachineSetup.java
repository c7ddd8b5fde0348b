package dev.souk.auth;

import dev.souk.auth.api.ApiKeyEndpoint;
import dev.souk.auth.api.ApiKeyRpcs;
import dev.souk.auth.api.OAuthRpcs;
import dev.souk.auth.domain.PersonalData;
import dev.souk.auth.domain.apikey.CreateApiKey;
import dev.souk.auth.domain.apikey.DeleteApiKey;
import dev.souk.auth.domain.apikey.UseApiKey;
import dev.souk.auth.domain.oauth.ClientCredentials;
import dev.souk.auth.domain.oauth.IssueToken;
import dev.souk.auth.domain.oauth.SignInExternally;
import dev.souk.auth.domain.oauth.TokenExchange;
import dev.souk.auth.oidc.OidcIssuer;
import dev.souk.auth.oidc.OidcIssuers;
import dev.souk.auth.oidc.VerifiedIdTokens;
import dev.souk.auth.store.MongoApiKeys;
import dev.souk.auth.store.MongoExternalAccounts;
import java.util.List;
import java.util.Map;

/** API keys, OAuth, and the tokens of other issuers. */
record MachineSetup(Foundation base, SessionSetup sessions) {

  /** Serves them; what it keeps of a user is the result. */
  List<PersonalData> start() {
    MongoApiKeys apiKeys = new MongoApiKeys(base.database());
    base.purging("api-key-purge", apiKeys::purge);
    UseApiKey useApiKey = new UseApiKey(apiKeys, sessions.machines(), base.clock());
    ClientCredentials clientCredentials = new ClientCredentials(useApiKey, sessions.machines());
    MongoExternalAccounts externalAccounts = new MongoExternalAccounts(base.database());
    base.server()
        .serve(
            new ApiKeyRpcs(
                    apiKeys,
                    new CreateApiKey(
                        apiKeys, base.audit(), base.ids(), base.random(), base.clock()),
                    new DeleteApiKey(apiKeys, sessions.machines(), base.audit()))
                .definition())
        .serve(
            new OAuthRpcs(
                    new IssueToken(clientCredentials, tokenExchange(externalAccounts)),
                    base.clock(),
                    base.signIns())
                .definition())
        .httpPost(
            ApiKeyEndpoint.PATH,
            new ApiKeyEndpoint(useApiKey, clientCredentials, base.clock(), base.signIns()));
    return List.of(apiKeys, externalAccounts);
  }

  private TokenExchange tokenExchange(MongoExternalAccounts externalAccounts) {
    Map<String, OidcIssuer> issuers =
        base.config().oidcIssuers().map(OidcIssuers::read).orElse(Map.of());
    return new TokenExchange(
        new VerifiedIdTokens(issuers, base.clock()),
        new SignInExternally(externalAccounts, base.accounts(), base.random()),
        sessions.open(),
        sessions.machines());
  }
}
