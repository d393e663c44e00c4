package dev.interline.examples.faults;

import dev.interline.ChatModel;
import dev.interline.route.Router;
import dev.interline.route.Target;
import java.util.List;
import java.util.function.UnaryOperator;

/** Who is put to the test: what an application makes of its targets. */
interface Subject {
    /** The library. */
    Subject ROUTER = (targets, settings) -> settings.apply(Router.over(targets));

    ChatModel over(List<Target> targets, UnaryOperator<Router> settings);
}
