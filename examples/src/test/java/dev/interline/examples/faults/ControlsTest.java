package dev.interline.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Message;
import dev.interline.Profile;
import dev.interline.examples.faults.Bout.Arena;
import dev.interline.route.Router;
import dev.interline.route.StreamRecovery;
import dev.interline.route.Target;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever breaks a rule does not pass: in each group of faults the judge can say no. */
class ControlsTest {

    /** Clients that do something wrong. */
    enum Wrong {
        /** Asks the same target again and again, and believes in what is left of a broken stream. */
        NAIVE(Naive.SUBJECT),
        /** Has nobody to move on to. */
        ALONE((targets, settings) -> settings.apply(Router.over(targets.subList(0, 1)))),
        /** Mends nothing that has been shown. */
        BROKEN((targets, settings) -> settings.apply(Router.over(targets)).onStreamFailure(StreamRecovery.FAIL)),
        /** Knows nothing of the calls before. */
        FORGETFUL((targets, settings) -> new Changed(() -> settings.apply(Router.over(targets.stream()
                .map(target -> Target.of(target.model()).name(target.name()))
                .toList())))),
        /** Asks everybody each time. */
        EAGER((targets, settings) -> {
            ChatModel route = settings.apply(Router.over(targets));
            return new Changed(() -> route) {
                @Override
                public ChatResponse chat(ChatRequest request, CallContext context) {
                    targets.forEach(target -> target.model().chat(request));
                    return super.chat(request, context);
                }

                @Override
                public ChatStream stream(ChatRequest request, CallContext context) {
                    targets.forEach(target -> target.model().chat(request));
                    return super.stream(request, context);
                }
            };
        }),
        /** Does not hear that the caller has left. */
        DEAF((targets, settings) -> {
            ChatModel route = settings.apply(Router.over(targets));
            return new Changed(() -> route) {
                @Override
                public ChatResponse chat(ChatRequest request, CallContext context) {
                    return super.chat(request, CallContext.create());
                }

                @Override
                public ChatStream stream(ChatRequest request, CallContext context) {
                    return super.stream(request, CallContext.create());
                }
            };
        }),
        /** Sends the last message alone. */
        SHORT_OF_MEMORY((targets, settings) -> {
            ChatModel route = settings.apply(Router.over(targets));
            return new Changed(() -> route) {
                @Override
                public ChatResponse chat(ChatRequest request, CallContext context) {
                    return super.chat(lastOf(request), context);
                }

                @Override
                public ChatStream stream(ChatRequest request, CallContext context) {
                    return super.stream(lastOf(request), context);
                }
            };
        });

        @SuppressWarnings("ImmutableEnumChecker") // subjects hold no state
        private final Subject subject;

        Wrong(Subject subject) {
            this.subject = subject;
        }
    }

    private static ChatRequest lastOf(ChatRequest request) {
        List<Message> all = request.messages();
        return ChatRequest.builder()
                .user(all.get(0).text())
                .options(request.options())
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "F01, NAIVE, PARTIAL",
        "F02, NAIVE, FAIL",
        "F03, ALONE, PASS",
        "F04, ALONE, SAFE",
        "F06, NAIVE, FAIL",
        "F07, ALONE, FAIL",
        "F08, NAIVE, FAIL",
        "F08, BROKEN, SAFE",
        "F12, NAIVE, FAIL",
        "F13, NAIVE, FAIL",
        "F15, FORGETFUL, PARTIAL",
        "F17, ALONE, SAFE",
        "F19, NAIVE, FAIL",
        "F20, NAIVE, FAIL",
        "F22, FORGETFUL, FAIL",
        "F24, EAGER, FAIL",
        "F25, DEAF, FAIL",
        "F26, SHORT_OF_MEMORY, FAIL",
        "F28, ALONE, SAFE",
        "F29, BROKEN, SAFE"
    })
    void whoeverBreaksARuleDoesNotPass(String id, Wrong wrong, Verdict verdict) {
        Cell cell = new Cell(Arena.VIRTUAL, Dialect.of("Chat", "Azure"), Way.STREAMED);

        Judge.Ruling ruling = cell.rule(Catalogue.fault(id), wrong.subject);

        assertThat(ruling.verdict()).as(ruling.reason()).isEqualTo(verdict);
    }

    /** A model with something changed on the way to it. */
    private static class Changed implements ChatModel {
        private final Supplier<ChatModel> model;

        Changed(Supplier<ChatModel> model) {
            this.model = model;
        }

        @Override
        public Profile profile() {
            return model.get().profile();
        }

        @Override
        public ChatResponse chat(ChatRequest request, CallContext context) {
            return model.get().chat(request, context);
        }

        @Override
        public ChatStream stream(ChatRequest request, CallContext context) {
            return model.get().stream(request, context);
        }
    }
}
