package dev.souk.embedded;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The last mails that were received, newest first. */
final class ReceivedMails {
  private static final int KEPT = 500;

  private final InstantSource clock;
  private final Deque<ReceivedMail> mails = new ArrayDeque<>();
  private long lastId;

  ReceivedMails(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void add(String sender, List<String> recipients, byte[] bytes)
      throws MessagingException, IOException {
    mails.addFirst(ReceivedMail.parse(lastId + 1, clock.instant(), sender, recipients, bytes));
    lastId++;
    if (mails.size() > KEPT) {
      mails.removeLast();
    }
  }

  synchronized List<ReceivedMail> all() {
    return List.copyOf(mails);
  }

  Optional<ReceivedMail> byId(String id) {
    return all().stream().filter(mail -> Long.toString(mail.id()).equals(id)).findFirst();
  }
}
