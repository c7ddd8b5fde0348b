/** The audit trail: what is written into it, and how that gets onto Kafka. */
@NullMarked
package dev.souk.kit.audit;

import org.jspecify.annotations.NullMarked;
