package dev.interline.testkit;

/** The connection is reset before a byte of the answer was sent. */
record Reset() implements Act {}
