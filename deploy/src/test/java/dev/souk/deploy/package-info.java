/**
 * What runs the shop elsewhere than on this machine: manifests, images, pipeline, the operator's
 * guide.
 */
@NullMarked
package dev.souk.deploy;

import org.jspecify.annotations.NullMarked;
