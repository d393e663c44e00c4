/** What the router is worth, measured in virtual time against vendors as they are documented. */
@NullMarked
package dev.interline.simulation;

import org.jspecify.annotations.NullMarked;
