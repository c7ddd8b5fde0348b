/** Image files, read and cleaned without decoding a pixel. */
@NullMarked
package dev.souk.kit.image;

import org.jspecify.annotations.NullMarked;
