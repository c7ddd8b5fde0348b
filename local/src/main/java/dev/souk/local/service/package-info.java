/** The services of a local shop, in this JVM or in processes of their own. */
@NullMarked
package dev.souk.local.service;

import org.jspecify.annotations.NullMarked;
