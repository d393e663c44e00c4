package dev.interline.bedrock;

import dev.interline.error.ChatException;
import dev.interline.error.DeniedException;
import dev.interline.error.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why there are no AWS keys, in words that say what to do about it. */
final class MissingKeys {
    static final String WHAT_TO_SET = "set AWS_BEARER_TOKEN_BEDROCK to a Bedrock API key, or AWS_ACCESS_KEY_ID and"
            + " AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or give the credential in code or configuration";

    /** Parts of the SDK that some ways of signing in need, and that are not there unless a program adds them. */
    private static final List<String> OPTIONAL = List.of("sts", "ssooidc", "sso", "signin");

    private MissingKeys() {}

    /** What AWS's own search found wrong. */
    static ChatException chain(@Nullable String profile, Throwable cause) {
        String module = module(cause);
        if (module != null) {
            return new DeniedException(
                    "these AWS credentials need the artifact software.amazon.awssdk:" + module
                            + (module.equals("sso") ? " and software.amazon.awssdk:ssooidc" : "")
                            + ": add it to the class path, in the version of software.amazon.awssdk:auth",
                    Failure.NONE,
                    cause);
        }
        if (cause instanceof LinkageError) {
            return new DeniedException(
                    "AWS's library of credentials cannot be used: check that software.amazon.awssdk:auth is on the class"
                            + " path, and all of software.amazon.awssdk in one version",
                    Failure.NONE,
                    cause);
        }
        return new DeniedException(
                profile == null
                        ? "no AWS credentials were found: " + WHAT_TO_SET
                        : "profile \"" + profile + "\" of the AWS configuration files gives no credentials: check"
                                + " ~/.aws/config and ~/.aws/credentials, or name another profile",
                Failure.NONE,
                cause);
    }

    /** What a supplier of the program did wrong. */
    static ChatException supplier(String what, Throwable cause) {
        return cause instanceof ChatException chat && chat.kind() != ChatException.Kind.DENIED
                ? chat
                : new DeniedException("the supplier of " + what + " failed", Failure.NONE, cause);
    }

    private static @Nullable String module(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            String message = each.getMessage() == null ? "" : each.getMessage();
            for (String module : OPTIONAL) {
                if (message.contains("'" + module + "' service module must be on the class path")) {
                    return module;
                }
            }
        }
        return null;
    }
}
