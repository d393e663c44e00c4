package dev.interline;

import dev.interline.error.ChatException;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a stream. Every stream that does not fail ends with exactly one {@link Finished}, which
 * carries the whole answer. Switch over {@link #kind()} or test with {@code instanceof}; ignore what you do not know.
 *
 * <pre>{@code
 * for (ChatEvent event : stream) {
 *     if (event instanceof ChatEvent.TextDelta delta) {
 *         screen.accept(delta.text(), 0);
 *     } else if (event instanceof ChatEvent.FailedOver over) {
 *         screen.accept("", over.discard());
 *     } else if (event instanceof ChatEvent.PartDone done && done.part() instanceof ToolCall call) {
 *         tools.accept(call);
 *     }
 * }
 * }</pre>
 */
public sealed interface ChatEvent {

    /** Which member of the family this is. */
    Kind kind();

    /** The members of the family. */
    enum Kind {
        /** {@link TextDelta}. */
        TEXT_DELTA,
        /** {@link ThinkingDelta}. */
        THINKING_DELTA,
        /** {@link ToolCallStarted}. */
        TOOL_CALL_STARTED,
        /** {@link ToolCallDelta}. */
        TOOL_CALL_DELTA,
        /** {@link PartDone}. */
        PART_DONE,
        /** {@link StepDone}. */
        STEP_DONE,
        /** {@link FailedOver}. */
        FAILED_OVER,
        /** {@link Finished}. */
        FINISHED,
        /** {@link Other}. */
        OTHER
    }

    /**
     * More text of the answer.
     *
     * @param text never empty
     */
    record TextDelta(String text) implements ChatEvent {
        @Override
        public Kind kind() {
            return Kind.TEXT_DELTA;
        }

        @Override
        public String toString() {
            return "TextDelta[" + text.length() + " characters]";
        }
    }

    /**
     * More of the thoughts or their summary.
     *
     * @param text never empty
     */
    record ThinkingDelta(String text) implements ChatEvent {
        @Override
        public Kind kind() {
            return Kind.THINKING_DELTA;
        }

        @Override
        public String toString() {
            return "ThinkingDelta[" + text.length() + " characters]";
        }
    }

    /**
     * The model begins to call a tool.
     *
     * @param id the call's id
     * @param name the tool's name
     */
    record ToolCallStarted(String id, String name) implements ChatEvent {
        @Override
        public Kind kind() {
            return Kind.TOOL_CALL_STARTED;
        }
    }

    /**
     * More of a call's arguments. Fragments break anywhere; read the arguments from the {@link PartDone}.
     *
     * @param id the call's id
     * @param fragment a piece of JSON text, never empty
     */
    record ToolCallDelta(String id, String fragment) implements ChatEvent {
        @Override
        public Kind kind() {
            return Kind.TOOL_CALL_DELTA;
        }

        @Override
        public String toString() {
            return "ToolCallDelta[" + id + ", " + fragment.length() + " characters]";
        }
    }

    /**
     * A part of the answer is complete.
     *
     * @param part the part as it stands in the final message
     */
    record PartDone(Part part) implements ChatEvent {
        @Override
        public Kind kind() {
            return Kind.PART_DONE;
        }
    }

    /**
     * One step of a conversation with tools is over and the next one begins.
     *
     * @param response the answer of the step; its {@link ChatResponse#messages()} are the calls and their results
     */
    record StepDone(ChatResponse response) implements ChatEvent {
        @Override
        public Kind kind() {
            return Kind.STEP_DONE;
        }
    }

    /**
     * The stream broke and goes on from another target. Take back what the event says, then go on reading.
     *
     * @param from the target that broke
     * @param to the target that goes on
     * @param cause what happened, such as {@code UNAVAILABLE}
     * @param discard how many UTF-16 units of the text shown so far are void, counted from the end of it; 0 when the
     *     answer is continued where it broke or nothing was shown yet. Thinking shown so far is void in any case
     */
    record FailedOver(String from, String to, ChatException.Kind cause, int discard) implements ChatEvent {
        @Override
        public Kind kind() {
            return Kind.FAILED_OVER;
        }
    }

    /**
     * The answer is complete.
     *
     * @param response all of it
     */
    record Finished(ChatResponse response) implements ChatEvent {
        @Override
        public Kind kind() {
            return Kind.FINISHED;
        }
    }

    /** What this version has no name for; more of these may appear. */
    non-sealed interface Other extends ChatEvent {
        /** A word for it, never blank. */
        String type();

        /** What came with it, a JSON value as text; null when there is nothing. */
        @Nullable
        String json();

        @Override
        default Kind kind() {
            return Kind.OTHER;
        }
    }
}
