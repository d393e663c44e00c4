package dev.interline.tool;

import dev.interline.CallContext;
import dev.interline.ToolCall;

/**
 * Says whether a call may be run; asked for every call of a step, in order and on the calling thread, before the first
 * of them runs.
 *
 * <pre>{@code
 * loop.approving((call, context) -> call.name().startsWith("read_") || user.agrees(call)
 *         ? Approval.yes() : Approval.no("the user said no"));
 * }</pre>
 */
@FunctionalInterface
public interface Approval {

    /** Decides. It may wait for a person; it then should keep an eye on the context. */
    Decision decide(ToolCall call, CallContext context);

    /** Run it. */
    static Decision yes() {
        return new Decision(Decision.Verdict.RUN, "");
    }

    /**
     * Do not run it, and tell the model so.
     *
     * @param reason for the model to read
     */
    static Decision no(String reason) {
        return new Decision(Decision.Verdict.REFUSE, reason);
    }

    /**
     * End the whole call; none of the step's tools is run.
     *
     * @param reason for the exception
     */
    static Decision stop(String reason) {
        return new Decision(Decision.Verdict.STOP, reason);
    }

    /**
     * What was decided; made by {@link #yes}, {@link #no} and {@link #stop}.
     *
     * @param reason empty when there is nothing to explain
     */
    record Decision(Verdict verdict, String reason) {
        /** What happens to the call. */
        public enum Verdict {
            /** It is run. */
            RUN,
            /** It is not run, and the model reads why. */
            REFUSE,
            /** The whole call ends. */
            STOP
        }
    }
}
