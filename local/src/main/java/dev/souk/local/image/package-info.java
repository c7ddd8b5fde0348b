/** What the images of the services need when they are built. */
@NullMarked
package dev.souk.local.image;

import org.jspecify.annotations.NullMarked;
