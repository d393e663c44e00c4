package dev.interline.testkit;

import java.util.ArrayList;
import java.util.List;
import okio.ByteString;

/** Bytes of a body that are sent together. */
record Step(Event.Kind kind, ByteString bytes) {

    /** A stream's last events, or all of them, in their framing. */
    static List<Step> of(List<Event> events, Framing framing, boolean first) {
        List<Step> steps = new ArrayList<>();
        for (Event event : events) {
            steps.add(new Step(event.kind(), framing.frame(event, first && steps.isEmpty())));
        }
        ByteString close = framing.close();
        if (close.size() > 0) {
            steps.add(new Step(Event.Kind.END, close));
        }
        return steps;
    }

    /** A body that has no events, as if each token held an equal share of it. */
    static List<Step> of(ByteString body, int tokens) {
        List<Step> steps = new ArrayList<>();
        int shares = tokens + 2;
        for (int i = 0; i < shares; i++) {
            int from = (int) ((long) body.size() * i / shares);
            int to = (int) ((long) body.size() * (i + 1) / shares);
            Event.Kind kind = i == 0 ? Event.Kind.PLAIN : i <= tokens ? Event.Kind.TOKEN : Event.Kind.END;
            steps.add(new Step(kind, body.substring(from, to)));
        }
        return steps;
    }
}
