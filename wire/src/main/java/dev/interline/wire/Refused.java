package dev.interline.wire;

/** An answer, or a frame of it, turned out to be an error. The cloud explains what it means. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    /** With what the target said. */
    public Refused(Refusal refusal) {
        // no stack trace: it never leaves the model, which turns it into a ChatException
        super("refused", null, false, false);
        this.refusal = refusal;
    }

    /** What the target said. */
    public Refusal refusal() {
        return refusal;
    }
}
