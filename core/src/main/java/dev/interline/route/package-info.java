/** The router: several targets behind one model, and the failover between them. */
@NullMarked
package dev.interline.route;

import org.jspecify.annotations.NullMarked;
