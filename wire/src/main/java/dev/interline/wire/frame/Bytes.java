package dev.interline.wire.frame;

import java.io.IOException;

/** Where the bytes of a body come from; {@code InputStream::read} is one. */
@FunctionalInterface
public interface Bytes {
    /**
     * Reads what is there, waiting only while there is nothing.
     *
     * @param into where to put the bytes
     * @param offset index of the first byte to write
     * @param length most bytes to write, at least 1
     * @return how many bytes were written, or -1 at the end of the body. After a 0 the method is called again.
     * @throws IOException if the body cannot be read on
     */
    int read(byte[] into, int offset, int length) throws IOException;
}
