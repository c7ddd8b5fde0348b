/** HTTP as the gateway sees it: headers, the request, the response, and the server. */
@NullMarked
package dev.souk.kong.http;

import org.jspecify.annotations.NullMarked;
