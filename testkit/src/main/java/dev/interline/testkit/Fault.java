package dev.interline.testkit;

/** What a cloud can complain of; status, code word and body are each cloud's own. */
public enum Fault {
    /** Too many requests or tokens: 429. */
    THROTTLED(429),
    /** No capacity at the moment: 503. */
    UNAVAILABLE(503),
    /** Anthropic's own overload, 529; elsewhere the same as {@link #UNAVAILABLE}. */
    OVERLOADED(529),
    /** A failure inside the cloud: 500. */
    INTERNAL(500),
    /** The cloud gave up waiting for the model: 408 or 504. */
    TIMED_OUT(408),
    /** The credential is not accepted: 401 or 403, as the cloud does it. */
    DENIED(401),
    /** No such model or deployment: 404, on Bedrock 400. */
    UNKNOWN_MODEL(404),
    /** The prompt does not fit into the model's context window: 400. */
    TOO_LONG(400),
    /** The prompt was stopped by a content filter: 400, or a 200 with the reason in it where the cloud does it so. */
    BLOCKED(400),
    /** Anything else that is wrong with the request: 400. */
    INVALID(400);

    private final int status;

    Fault(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }

    /** What a bare status most likely means. */
    static Fault of(int status) {
        return switch (status) {
            case 401, 403 -> DENIED;
            case 404 -> UNKNOWN_MODEL;
            case 408, 504 -> TIMED_OUT;
            case 429 -> THROTTLED;
            case 502, 503 -> UNAVAILABLE;
            case 529 -> OVERLOADED;
            default -> status >= 500 ? INTERNAL : INVALID;
        };
    }
}
