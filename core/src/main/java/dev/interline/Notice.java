package dev.interline;

import java.util.Objects;

/**
 * Something that the library did differently from what was asked, because the target would have refused it. An answer
 * with notices is still a good answer; read them when it surprises.
 *
 * <pre>{@code
 * for (Notice notice : response.notices()) {
 *     System.out.println(notice.code() + " " + notice.subject()); // DROPPED temperature
 * }
 * }</pre>
 *
 * @param code what happened
 * @param subject what it happened to, such as {@code temperature} or {@code thinking}
 * @param text a sentence for people; it never quotes the conversation
 */
public record Notice(Code code, String subject, String text) {

    /** What happened to the subject. */
    public enum Code {
        /** Left out, because the target does not take it. */
        DROPPED,
        /** Sent in another form, or as the nearest value that the target knows. */
        MAPPED,
        /** Set by the library because the target needs a value and the caller gave none. */
        DEFAULTED,
        /** Done by the library in place of the target, such as a schema checked after the answer. */
        EMULATED
    }

    /** Checks that all three are there. */
    public Notice {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(text, "text");
    }

    /** The target does not take it. */
    public static Notice dropped(String subject, String text) {
        return new Notice(Code.DROPPED, subject, text);
    }

    /** The target takes it in another form. */
    public static Notice mapped(String subject, String text) {
        return new Notice(Code.MAPPED, subject, text);
    }

    /** The target needs it and the caller said nothing. */
    public static Notice defaulted(String subject, String text) {
        return new Notice(Code.DEFAULTED, subject, text);
    }
}
