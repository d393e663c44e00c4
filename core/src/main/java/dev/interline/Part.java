package dev.interline;

import org.jspecify.annotations.Nullable;

/**
 * A piece of a {@link Message}. The family is closed so that a reader can go through all of it, except for
 * {@link Other}, under which anything may appear that a vendor adds.
 *
 * <p>Any part may carry {@link Opaque} data of the vendor that made it, such as a signature. Keep parts as they came
 * when you store a conversation: the opaque data goes back to its maker and to nobody else.
 *
 * <pre>{@code
 * for (Part part : message.parts()) {
 *     switch (part.kind()) {
 *         case TEXT -> System.out.println(((Text) part).text());
 *         case TOOL_CALL -> System.out.println(((ToolCall) part).name());
 *         default -> System.out.println("something else: " + part.kind());
 *     }
 * }
 * }</pre>
 */
public sealed interface Part permits Text, Media, Thinking, Refusal, ToolCall, ToolResult, Part.Other {

    /** Which member of the family this is, for {@code switch} in Java 17. */
    Kind kind();

    /** What the vendor attached and wants back unread; null when there is nothing. */
    @Nullable
    Opaque opaque();

    /** The members of the family. */
    enum Kind {
        /** {@link Text}. */
        TEXT,
        /** {@link Media}. */
        MEDIA,
        /** {@link Thinking}. */
        THINKING,
        /** {@link Refusal}. */
        REFUSAL,
        /** {@link ToolCall}. */
        TOOL_CALL,
        /** {@link ToolResult}. */
        TOOL_RESULT,
        /** {@link Part.Other}. */
        OTHER
    }

    /** A part that this version has no name for, such as a tool that the vendor ran on its own servers. */
    non-sealed interface Other extends Part {
        /** The vendor's own word for it, never blank. */
        String type();

        @Override
        default Kind kind() {
            return Kind.OTHER;
        }
    }

    /**
     * A vendor's part, kept as it came so that it can go back to its maker.
     *
     * @param type the vendor's own word for it
     * @param opaque the part itself, with its origin
     */
    record Foreign(String type, @Nullable Opaque opaque) implements Other {}
}
