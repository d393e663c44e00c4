package dev.interline.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bytes of a body that are sent together. */
record Step(Event.Kind kind, byte[] bytes) {

    /** A stream's last events, or all of them, in their framing. */
    static List<Step> of(List<Event> events, Framing framing, boolean first) {
        List<Step> steps = new ArrayList<>();
        for (Event event : events) {
            steps.add(new Step(event.kind(), framing.frame(event, first && steps.isEmpty())));
        }
        byte[] close = framing.close();
        if (close.length > 0) {
            steps.add(new Step(Event.Kind.END, close));
        }
        return steps;
    }

    /** A body that has no events, as if each token held an equal share of it. */
    static List<Step> of(byte[] body, int tokens) {
        List<Step> steps = new ArrayList<>();
        int shares = tokens + 2;
        for (int i = 0; i < shares; i++) {
            int from = (int) ((long) body.length * i / shares);
            int to = (int) ((long) body.length * (i + 1) / shares);
            Event.Kind kind = i == 0 ? Event.Kind.PLAIN : i <= tokens ? Event.Kind.TOKEN : Event.Kind.END;
            steps.add(new Step(kind, Arrays.copyOfRange(body, from, to)));
        }
        return steps;
    }
}
