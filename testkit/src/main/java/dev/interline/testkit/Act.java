package dev.interline.testkit;

/** What happens to a call: it is answered, refused, served fixed bytes, or cut off before any byte. */
sealed interface Act permits Speech, Trouble, Reply, Reset {}
