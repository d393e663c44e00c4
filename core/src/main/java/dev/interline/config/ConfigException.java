package dev.interline.config;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The configuration cannot be used. The message names the file, the line where it is known, the path of the setting,
 * what is wrong, and the known choices; it never shows a value that came from the environment or from a key that may
 * hold a secret.
 */
public class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A problem that the message tells in full. */
    public ConfigException(String message) {
        super(message);
    }

    /**
     * A problem with a reason below it.
     *
     * @param cause what went wrong; its message ends up in logs, so it must hold no secret
     */
    public ConfigException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Nothing has that name; the message says which names there are. */
    public static ConfigException unknown(String what, String name, Collection<String> known) {
        return new ConfigException("there is no " + what + " '" + name + "'" + Nearest.among(name, known, "known are"));
    }
}
