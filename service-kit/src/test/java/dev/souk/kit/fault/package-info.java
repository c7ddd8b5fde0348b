@NullMarked
package dev.souk.kit.fault;

import org.jspecify.annotations.NullMarked;
