/** Which postal addresses mail can go to: those in address books, and those that orders name. */
@NullMarked
package dev.souk.kit.address;

import org.jspecify.annotations.NullMarked;
