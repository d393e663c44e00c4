package dev.interline;

import dev.interline.route.Router;
import dev.interline.route.Target;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** What most tests of calls begin with. */
public final class Stage {
    public static final ChatRequest HELLO = ChatRequest.of("hello");

    private Stage() {}

    /** A model that is known not to reason, so that its soft clock is 10 s and its silence 60 s. */
    public static ScriptedModel scripted(String name) {
        return ScriptedModel.named(name).known(p -> p.reasons(false));
    }

    /** A route on a clock, each target under its model's name. */
    public static Router route(ManualTime time, ScriptedModel... models) {
        List<Target> targets = new ArrayList<>();
        for (ScriptedModel model : models) {
            targets.add(target(model));
        }
        return Router.over(targets).time(time);
    }

    public static Target target(ScriptedModel model) {
        return Target.of(model).name(model.profile().id().deployment());
    }

    /** What is logged at INFO and above meanwhile. */
    public static String logged(Executable work) throws Throwable {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            work.execute();
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    /** All text of the events, with what {@code FailedOver} takes back taken back. */
    public static String read(ChatStream stream) {
        StringBuilder text = new StringBuilder();
        for (ChatEvent event : stream) {
            apply(event, text);
        }
        return text.toString();
    }

    public static void apply(ChatEvent event, StringBuilder text) {
        if (event instanceof ChatEvent.TextDelta delta) {
            text.append(delta.text());
        } else if (event instanceof ChatEvent.FailedOver over) {
            text.setLength(text.length() - over.discard());
        }
    }
}
