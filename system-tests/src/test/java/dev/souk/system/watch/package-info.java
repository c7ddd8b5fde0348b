/** What an operator sees of the running shop: metrics, dashboards, alerts, logs. */
@NullMarked
package dev.souk.system.watch;

import org.jspecify.annotations.NullMarked;
