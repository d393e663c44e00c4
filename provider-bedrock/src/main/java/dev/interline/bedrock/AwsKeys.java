package dev.interline.bedrock;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An AWS access key, and the session token that belongs to it if it is a temporary one. All three come from one place: a
 * token from elsewhere makes every call fail. Never shows what it holds.
 *
 * @param accessKey the access key id
 * @param secretKey the secret access key
 * @param sessionToken the token of a temporary key, or null for a lasting one
 * @param expires when a temporary key stops to be good; null for never, or when it is not known
 */
public record AwsKeys(
        String accessKey,
        String secretKey,
        @Nullable String sessionToken,
        @Nullable Instant expires) {
    /**
     * Checks that each value could be one.
     *
     * @throws IllegalArgumentException if a value is empty or holds white space, as when it was read with a line end
     */
    public AwsKeys {
        check("access key id", accessKey);
        check("secret access key", secretKey);
        if (sessionToken != null) check("session token", sessionToken);
    }

    /** A lasting key, without a session token. */
    public AwsKeys(String accessKey, String secretKey) {
        this(accessKey, secretKey, null, null);
    }

    /** A key of which it is not known how long it is good. */
    public AwsKeys(String accessKey, String secretKey, @Nullable String sessionToken) {
        this(accessKey, secretKey, sessionToken, null);
    }

    private static void check(String what, String value) {
        if (value.isEmpty()) throw new IllegalArgumentException("the AWS " + what + " is empty");
        for (int i = 0; i < value.length(); i++)
            if (value.charAt(i) <= ' ' || value.charAt(i) > '~')
                throw new IllegalArgumentException(
                        "the AWS " + what + " holds white space or a character that no key has, at index " + i
                                + "; was it copied whole?");
    }

    /** Says only whether the key is temporary. */
    @Override
    public String toString() {
        return sessionToken == null ? "AwsKeys[not shown]" : "AwsKeys[not shown, temporary]";
    }
}
