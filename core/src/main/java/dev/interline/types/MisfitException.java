package dev.interline.types;

/**
 * What a model wrote has not the form that was asked for. {@link #getMessage()} is for people and logs and quotes
 * nothing of what was written; {@link #forTheModel()} does, so that the model can repair it.
 */
public final class MisfitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String forTheModel;

    /**
     * A misfit.
     *
     * @param message where and what, without a word of what the model wrote
     * @param forTheModel the same with path, what was expected and what was there
     */
    public MisfitException(String message, String forTheModel) {
        super(message);
        this.forTheModel = forTheModel;
    }

    /** Where it does not fit, what was expected there and what was found; it quotes what the model wrote. */
    public String forTheModel() {
        return forTheModel;
    }
}
