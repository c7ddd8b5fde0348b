package dev.souk.sandbox;

import dev.souk.kit.money.Amount;

/** What the sandbox was asked: a key may never name another request. */
record Request(String key, String kind, Amount amount) {}
