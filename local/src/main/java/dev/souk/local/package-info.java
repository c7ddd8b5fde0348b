/**
 * The whole shop on one machine: stores, services, demo data and gateway, started and stopped
 * together.
 */
@NullMarked
package dev.souk.local;

import org.jspecify.annotations.NullMarked;
