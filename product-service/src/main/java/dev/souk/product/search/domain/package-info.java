/** What can be found and how it is asked for: the index as everybody else sees it. */
@NullMarked
package dev.souk.product.search.domain;

import org.jspecify.annotations.NullMarked;
