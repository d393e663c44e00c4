package dev.interline;

/**
 * Who made a piece of opaque data. It may go back to the same origin and nowhere else: a signature of one resource is
 * refused by the next one, even in the same format.
 *
 * @param format the wire format's name
 * @param resource the resource that made it, such as an endpoint and the model behind it
 */
public record Origin(String format, String resource) {}
