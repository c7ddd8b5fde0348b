package dev.souk.embedded;

import jakarta.mail.MessagingException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One client's connection, by RFC 5321: as much of it as takes any mail from anybody. */
final class SmtpConversation {
  private static final int LONGEST_LINE = 64 * 1024;
  private static final int LARGEST_MAIL = 10 * 1024 * 1024;

  private final InputStream in;
  private final OutputStream out;
  private final ReceivedMails mails;
  private final List<String> recipients = new ArrayList<>();
  private String sender = "";

  SmtpConversation(Socket client, ReceivedMails mails) throws IOException {
    this.in = new BufferedInputStream(client.getInputStream());
    this.out = client.getOutputStream();
    this.mails = mails;
  }

  /** Answers until the client has gone. */
  void hold() throws IOException {
    say("220 localhost the development inbox");
    while (true) {
      String line = new String(readLine(), StandardCharsets.UTF_8).strip();
      String command = line.toUpperCase(Locale.ROOT);
      if (command.startsWith("QUIT")) {
        say("221 bye");
        return;
      }
      answer(line, command);
    }
  }

  private void answer(String line, String command) throws IOException {
    if (command.startsWith("EHLO")) {
      say("250-localhost\r\n250-8BITMIME\r\n250 SIZE " + LARGEST_MAIL);
    } else if (command.startsWith("HELO") || command.startsWith("NOOP")) {
      say("250 ok");
    } else if (command.startsWith("RSET")) {
      begin("");
      say("250 ok");
    } else if (command.startsWith("MAIL FROM:")) {
      begin(address(line));
      say("250 ok");
    } else if (command.startsWith("RCPT TO:")) {
      recipients.add(address(line));
      say("250 ok");
    } else if (command.equals("DATA") && !recipients.isEmpty()) {
      say("354 go on, end with a dot");
      say(take(readData()));
      begin("");
    } else if (command.equals("DATA")) {
      say("503 RCPT first");
    } else {
      say("502 not known here");
    }
  }

  private void begin(String sender) {
    this.sender = sender;
    recipients.clear();
  }

  private String take(byte[] mail) throws IOException {
    try {
      mails.add(sender, recipients, mail);
      return "250 ok";
    } catch (MessagingException e) {
      return "554 that is no mail";
    }
  }

  private static String address(String line) {
    int start = line.indexOf('<');
    int end = line.indexOf('>', start);
    return start < 0 || end < 0 ? "" : line.substring(start + 1, end);
  }

  private byte[] readData() throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    while (true) {
      byte[] line = readLine();
      boolean dotted = line.length > 0 && line[0] == '.';
      if (dotted && new String(line, StandardCharsets.US_ASCII).strip().equals(".")) {
        return data.toByteArray();
      }
      data.write(line, dotted ? 1 : 0, dotted ? line.length - 1 : line.length);
      if (data.size() > LARGEST_MAIL) {
        throw new IOException("a mail above " + LARGEST_MAIL + " bytes");
      }
    }
  }

  /** With its line feed. */
  private byte[] readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next;
    do {
      next = in.read();
      if (next < 0 || line.size() > LONGEST_LINE) {
        throw new IOException("the client broke off");
      }
      line.write(next);
    } while (next != '\n');
    return line.toByteArray();
  }

  private void say(String answer) throws IOException {
    out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }
}
