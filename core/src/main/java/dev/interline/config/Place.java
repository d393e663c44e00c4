package dev.interline.config;

/**
 * Where something was written.
 *
 * @param source a file, or the variable that took its place
 * @param line counted from 1; 0 where it is not known
 */
record Place(String source, int line) {

    Place line(int other) {
        return new Place(source, other);
    }

    @Override
    public String toString() {
        return line > 0 ? source + ", line " + line : source;
    }
}
