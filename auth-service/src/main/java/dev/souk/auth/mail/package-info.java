/** Mails by SMTP. */
@NullMarked
package dev.souk.auth.mail;

import org.jspecify.annotations.NullMarked;
