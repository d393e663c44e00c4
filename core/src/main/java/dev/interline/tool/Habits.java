package dev.interline.tool;

import dev.interline.Carrier;
import dev.interline.Conversation;
import dev.interline.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The settings of a {@link ToolLoop}. Changed while it is made, and never after. */
final class Habits {
    static final int MOST_ROUNDS = 10;

    Map<String, Tool> tools = Map.of();
    int maxRounds = MOST_ROUNDS;

    @Nullable
    Executor executor;

    @Nullable
    Duration timeout;

    Approval approval = (call, context) -> Approval.yes();
    Function<Exception, @Nullable String> explaining = failure -> null;
    Consumer<Conversation> onStep = completed -> {};
    Carrier carrier = Carrier.mdc();
    Time time = Time.system();

    Habits with(Consumer<Habits> change) {
        Habits copy = new Habits();
        copy.tools = tools;
        copy.maxRounds = maxRounds;
        copy.executor = executor;
        copy.timeout = timeout;
        copy.approval = approval;
        copy.explaining = explaining;
        copy.onStep = onStep;
        copy.carrier = carrier;
        copy.time = time;
        change.accept(copy);
        return copy;
    }

    void add(List<Tool> more) {
        Map<String, Tool> all = new LinkedHashMap<>(tools);
        for (Tool tool : more) {
            String name = tool.definition().name();
            if (all.put(name, tool) != null) {
                throw new IllegalArgumentException("two tools are called '" + name + "'; rename one");
            }
        }
        tools = all;
    }

    List<String> names() {
        return new ArrayList<>(tools.keySet());
    }
}
