/** Page sizes and page tokens. */
@NullMarked
package dev.souk.kit.paging;

import org.jspecify.annotations.NullMarked;
