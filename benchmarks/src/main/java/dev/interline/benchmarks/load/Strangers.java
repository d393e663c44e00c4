package dev.interline.benchmarks.load;

import dev.interline.Ability;
import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Message;
import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.Usage;
import dev.interline.error.Failure;
import dev.interline.error.RateLimitedException;
import dev.interline.route.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Conversations, tenants and tags of which each comes once and never again: whatever a route remembers of them is bounded.
 */
final class Strangers {
    private static final long BOUND = 24_000_000;

    private Strangers() {}

    /** Lets so many come; what is wrong afterwards. */
    static List<String> crowd(int many) {
        Router route = Router.over(new Moody("first"), new Moody("second"), new Moody("third"));
        List<String> complaints = new ArrayList<>();
        long before = Soak.heap();
        long half = 0;
        for (int i = 0; i < many; i++) {
            if (i == many / 2) {
                half = Soak.heap();
            }
            CallContext context =
                    CallContext.create().tag("tenant", "tenant-" + i).tag("trace", Integer.toHexString(i));
            ChatRequest request = ChatRequest.builder()
                    .user("conversation " + i)
                    .message(Message.assistant("answer " + i))
                    .user("and " + i)
                    .build();
            if (!route.chat(request, context).text().equals("Paris.")) {
                complaints.add("a wrong answer to stranger " + i);
            }
        }
        long after = Soak.heap();
        System.out.printf(
                Locale.ROOT,
                "%d strangers: heap %.2f MB before, %.2f MB half way, %.2f MB after%n",
                many,
                before / 1e6,
                half / 1e6,
                after / 1e6);
        if (after > before + BOUND || after > half * 1.05 + BOUND / 4) {
            complaints.add("what is remembered of strangers grew");
        }
        return complaints;
    }

    /** Answers most of them, and turns a tenant in a hundred away. */
    private record Moody(String name) implements ChatModel {

        @Override
        public Profile profile() {
            return Profile.builder(new ModelId("memory", "", name))
                    .reasons(false)
                    .cannot(Ability.STREAM)
                    .credentialKey(context -> context.tags().getOrDefault("tenant", ""))
                    .build();
        }

        @Override
        public ChatResponse chat(ChatRequest request, CallContext context) {
            String tenant = context.tags().getOrDefault("tenant", "");
            if (name.equals("first") && tenant.endsWith("77")) {
                RateLimitedException refused = new RateLimitedException(
                        "on purpose", Failure.of(429, "", "").after(Duration.ofSeconds(60)), null);
                context.end(refused, Usage.UNKNOWN);
                throw refused;
            }
            context.end(null, Usage.of(9, 2));
            return ChatResponse.builder(profile().id())
                    .message(Message.assistant("Paris."))
                    .usage(Usage.of(9, 2))
                    .build();
        }

        @Override
        public ChatStream stream(ChatRequest request, CallContext context) {
            throw new UnsupportedOperationException("answers whole");
        }
    }
}
