package dev.interline.wire;

/** The small differences of a cloud, applied to the tree and the headers before the request is signed. */
@FunctionalInterface
public interface Adjust {
    /** No difference. */
    Adjust NOTHING = outgoing -> {};

    /** Changes the request in place. */
    void accept(Outgoing outgoing);

    /** This one, then another. */
    default Adjust then(Adjust next) {
        return outgoing -> {
            accept(outgoing);
            next.accept(outgoing);
        };
    }
}
