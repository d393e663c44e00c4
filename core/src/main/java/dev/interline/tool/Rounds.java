package dev.interline.tool;

import dev.interline.CallContext;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.Conversation;
import dev.interline.Cost;
import dev.interline.Message;
import dev.interline.Notice;
import dev.interline.Part;
import dev.interline.StopReason;
import dev.interline.ToolCall;
import dev.interline.ToolChoice;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import dev.interline.Usage;
import dev.interline.error.ChatException;
import dev.interline.error.ToolFailedException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One call of a model with tools on its way: what has been said and spent, and what is asked next. */
final class Rounds {
    private final Habits habits;
    private final CallContext call;
    private final ChatRequest first;
    private final List<Message> said = new ArrayList<>();
    private final Set<Notice> notices = new LinkedHashSet<>();
    private Conversation completed;
    private Usage usage = Usage.UNKNOWN;
    private Cost cost = Cost.NOTHING;
    private int asked;
    private @Nullable ChatResponse latest;

    Rounds(Habits habits, ChatRequest request, CallContext call) {
        this.habits = habits;
        this.call = call;
        this.first = offering(request);
        this.completed = Conversation.of(request);
    }

    /** What the loop can run is offered beside what the caller runs. */
    private ChatRequest offering(ChatRequest request) {
        ToolDefinition[] own =
                habits.tools.values().stream().map(Tool::definition).toArray(ToolDefinition[]::new);
        return request.toBuilder().tools(own).build();
    }

    /** A conversation may end in calls that nobody has answered, when it was kept before they were run. */
    void begin() {
        List<ToolCall> open = completed.openCalls();
        if (open.isEmpty() || !areAllOurs(open)) {
            return;
        }
        List<Message> before = completed.messages();
        int last = before.size() - 1;
        while (before.get(last).toolCalls().isEmpty()) {
            last--;
        }
        List<Part> results = new ArrayList<>();
        for (Message given : before.subList(last + 1, before.size())) {
            results.addAll(given.parts());
        }
        results.addAll(new Work(habits, call).done(open));
        Message all = Message.results(results.toArray(new ToolResult[0]));
        said.add(all);
        completed = Conversation.of(before.subList(0, last + 1))
                .plus(all)
                .system(first.system())
                .cacheSystem(first.systemCache());
        habits.onStep.accept(completed);
    }

    /** What the model is asked next. */
    ChatRequest next() {
        asked++;
        ChatRequest request = completed.request(first);
        // a model that had to call a tool would have to do so for ever
        return asked > 1 && first.toolChoice().mode() == ToolChoice.Mode.REQUIRED
                ? request.toBuilder().toolChoice(ToolChoice.AUTO).build()
                : request;
    }

    /**
     * Whether there is something to do before the answer is there.
     *
     * @throws ToolFailedException when it would take more rounds than are allowed
     */
    boolean goesOn(ChatResponse response) {
        usage = usage.plus(response.usage());
        cost = cost.plus(response.cost());
        notices.addAll(response.notices());
        latest = response;
        StopReason.Kind reason = response.stopReason().kind();
        boolean calls = !response.toolCalls().isEmpty()
                && (reason == StopReason.Kind.TOOL_CALLS || reason == StopReason.Kind.STOP)
                && !isForTheCaller(response.toolCalls());
        if (!calls && reason != StopReason.Kind.PAUSED) {
            return false;
        }
        if (asked >= habits.maxRounds) {
            ToolFailedException endless = new ToolFailedException("the model still calls tools after " + asked
                    + " rounds; raise maxRounds(…), or resume the conversation of this exception");
            endless.locate(response.model(), "");
            endless.attach(response);
            throw endless;
        }
        return true;
    }

    /** Tools that the request itself offers are run by the caller, and with them the whole step. */
    private boolean isForTheCaller(List<ToolCall> calls) {
        return calls.stream().anyMatch(each -> !habits.tools.containsKey(each.name()) && isOffered(each.name()));
    }

    private boolean isOffered(String name) {
        return first.tools().stream().anyMatch(tool -> tool.name().equals(name));
    }

    private boolean areAllOurs(List<ToolCall> calls) {
        return calls.stream().allMatch(each -> habits.tools.containsKey(each.name()));
    }

    /** Runs what the answer calls; gives the answer with the results. */
    ChatResponse step(ChatResponse response) {
        List<Message> step = new ArrayList<>(response.messages());
        if (!response.toolCalls().isEmpty()) {
            List<ToolResult> results = new Work(habits, call).done(response.toolCalls());
            step.add(Message.results(results.toArray(new ToolResult[0])));
        }
        said.addAll(step);
        completed = completed.plus(step);
        habits.onStep.accept(completed);
        return response.toBuilder().messages(step).build();
    }

    /** The answer with all that it took. */
    ChatResponse whole(ChatResponse last) {
        List<Message> all = new ArrayList<>(said);
        all.addAll(last.messages());
        return last.toBuilder()
                .messages(all)
                .usage(usage)
                .cost(cost)
                .notices(List.copyOf(notices))
                .trail(call.trail())
                .build();
    }

    /** What there is of the answer when it ends early; calls that nobody will run are left out. */
    Optional<ChatResponse> partial(@Nullable ChatResponse current) {
        ChatResponse some = current != null ? current : latest;
        if (some == null) {
            return Optional.empty();
        }
        List<Part> parts = new ArrayList<>(some.message().parts());
        parts.removeIf(part -> part instanceof ToolCall);
        Message message = Message.assistant(parts.toArray(new Part[0]));
        List<Message> all = new ArrayList<>(said);
        all.add(message);
        Usage sum = current == null || current == latest ? usage : usage.plus(current.usage());
        return Optional.of(some.toBuilder()
                .message(message)
                .messages(all)
                .usage(sum)
                .trail(call.trail())
                .complete(false)
                .build());
    }

    /** The exception with what was completed before. */
    ChatException failed(ChatException e) {
        e.attach(completed);
        e.attach(partial(e.partial().orElse(null)).orElse(null));
        return e;
    }

    /** What all rounds used until now. */
    Usage usage() {
        return usage;
    }
}
