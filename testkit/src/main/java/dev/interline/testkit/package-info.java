/** A loopback server that speaks as the clouds do and breaks on purpose. */
@NullMarked
package dev.interline.testkit;

import org.jspecify.annotations.NullMarked;
