package dev.interline.bedrock;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The headers that a signature adds to a request.
 *
 * @param authorization the signature, and what it covers
 * @param date when it was made, in the form {@code 20261120T101112Z}
 * @param sessionToken the token of temporary keys, or null
 * @param bodyHash SHA-256 of the body in hexadecimal, or null where that header is not sent
 */
record Signed(
        String authorization,
        String date,
        @Nullable String sessionToken,
        @Nullable String bodyHash) {
    /** Hands over each header to send, name and value. */
    void forEach(BiConsumer<String, String> header) {
        header.accept("Authorization", authorization);
        header.accept("X-Amz-Date", date);
        if (sessionToken != null) header.accept("X-Amz-Security-Token", sessionToken);
        if (bodyHash != null) header.accept("X-Amz-Content-Sha256", bodyHash);
    }

    /** Says when, and shows neither signature nor token. */
    @Override
    public String toString() {
        return "Signed[" + date + "]";
    }
}
