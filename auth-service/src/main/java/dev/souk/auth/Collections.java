package dev.souk.auth;

import com.mongodb.client.MongoDatabase;
import dev.souk.auth.store.MongoApiKeys;
import dev.souk.auth.store.MongoExternalAccounts;
import dev.souk.auth.store.MongoLoginChallenges;
import dev.souk.auth.store.MongoMailRequests;
import dev.souk.auth.store.MongoPhoneCodes;
import dev.souk.auth.store.MongoSessions;

/** The collections of the service's database. */
record Collections(MongoDatabase database) {

  /** Makes the indexes that are missing. */
  void prepare() {
    new MongoSessions(database).prepare();
    new MongoApiKeys(database).prepare();
    new MongoExternalAccounts(database).prepare();
    new MongoMailRequests(database).prepare();
    new MongoPhoneCodes(database).prepare();
    new MongoLoginChallenges(database).prepare();
  }
}
