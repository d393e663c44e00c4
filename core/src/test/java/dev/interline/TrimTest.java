package dev.interline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.error.TooLongException;
import dev.interline.error.UnsupportedException;
import dev.interline.policy.Estimate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What of a conversation goes when it is too long, and what never does. */
class TrimTest {
    private static final int SEEDS = 2_000;
    private static final ToolCall CALL = ToolCall.of("1", "tide", "{}");
    private static final ToolCall OTHER = ToolCall.of("2", "tide", "{}");

    /** A hundred tokens for each message, so that one can count along. */
    private static long hundreds(ChatRequest request) {
        return 100L * request.messages().size() + (request.system().isEmpty() ? 0 : 50);
    }

    private static Conversation talk(int turns) {
        Conversation talk = Conversation.EMPTY;
        for (int i = 1; i <= turns; i++) {
            talk = talk.plus("question " + i).plus(Message.assistant("answer " + i));
        }
        return talk;
    }

    private static List<String> texts(Trimmed trimmed) {
        return trimmed.conversation().messages().stream().map(Message::text).toList();
    }

    @Test
    void whatFitsStaysAsItIs() {
        Conversation talk = talk(3);
        Trimmed trimmed = talk.trim(Trim.to(600).counting(TrimTest::hundreds));

        assertThat(trimmed.conversation()).isSameAs(talk);
        assertThat(trimmed.dropped()).isZero();
        assertThat(trimmed.tokens()).isEqualTo(600);
        assertThat(Conversation.EMPTY.trim(1)).isEqualTo(new Trimmed(Conversation.EMPTY, 0, 0));
    }

    @Test
    void theOldestTurnsGoAndTheSystemPromptStays() {
        Conversation talk =
                talk(4).plus("question 5").system("You know the sea.").cacheSystem(CacheMark.LONG);
        Trimmed trimmed = talk.trim(Trim.to(599).counting(TrimTest::hundreds));

        assertThat(texts(trimmed)).containsExactly("question 3", "answer 3", "question 4", "answer 4", "question 5");
        assertThat(trimmed.dropped()).isEqualTo(4);
        assertThat(trimmed.tokens()).isEqualTo(550);
        assertThat(trimmed.conversation().system()).isEqualTo("You know the sea.");
        assertThat(trimmed.conversation().systemCache()).isEqualTo(CacheMark.LONG);
    }

    @Test
    void isEstimatedUnlessItIsCounted() {
        Conversation talk = Conversation.EMPTY;
        for (int i = 0; i < 10; i++) {
            talk = talk.plus("x".repeat(400)).plus(Message.assistant("y".repeat(400)));
        }
        Trimmed trimmed = talk.trim(450);

        assertThat(trimmed.conversation().messages()).hasSize(4);
        assertThat(trimmed.tokens())
                .isEqualTo(Estimate.of(trimmed.conversation().request()).input())
                .isEqualTo(401);
    }

    @Test
    void aCallStaysWithItsResults() {
        Conversation talk = Conversation.EMPTY
                .plus("old")
                .plus(Message.assistant(CALL))
                .plus(ToolResult.text(CALL, "noon"))
                .plus(Message.assistant("at noon"))
                .plus("new");

        assertThat(texts(talk.trim(Trim.to(400).counting(TrimTest::hundreds)))).containsExactly("new");
        Conversation late = Conversation.EMPTY
                .plus("older")
                .plus(Message.assistant("yes"))
                .plus("old")
                .plus(Message.assistant(CALL, OTHER))
                .plus("wait")
                .plus(ToolResult.text(CALL, "noon"), ToolResult.text(OTHER, "one"))
                .plus(Message.assistant("fine"));
        assertThat(late.trim(Trim.to(600).counting(TrimTest::hundreds)).dropped())
                .as("results that came after another question")
                .isEqualTo(2);
        assertThatThrownBy(() -> late.trim(Trim.to(300).counting(TrimTest::hundreds)))
                .isInstanceOf(TooLongException.class);
    }

    @Test
    void theOldestStepsOfALongTurnGo() {
        Conversation talk = talk(1).plus("do it").plus("quickly");
        for (int i = 0; i < 5; i++) {
            ToolCall call = ToolCall.of("call " + i, "tide", "{}");
            talk = talk.plus(Message.assistant(Text.of("step " + i), call)).plus(ToolResult.text(call, "done"));
        }
        Trimmed trimmed = talk.trim(Trim.to(700).counting(TrimTest::hundreds));

        assertThat(texts(trimmed)).containsExactly("do it", "quickly", "step 3", "", "step 4", "");
        assertThat(trimmed.dropped()).isEqualTo(8);
        Conversation least = talk;
        TooLongException failure = catchThrowableOfType(
                TooLongException.class, () -> least.trim(Trim.to(399).counting(TrimTest::hundreds)));
        assertThat(failure)
                .hasMessageContaining("has 400 tokens, of which 399 are allowed")
                .hasMessageContaining("shorten its last turn");
    }

    @Test
    void theFirstMessagesStayIfWanted() {
        Trim how = Trim.to(400).counting(TrimTest::hundreds);
        assertThat(texts(talk(5).trim(how.keepingFirst(2))))
                .containsExactly("question 1", "answer 1", "question 5", "answer 5");
        assertThat(texts(talk(5).trim(how.keepingFirst(1)))).containsExactly("question 1", "question 5", "answer 5");
        Conversation calling = Conversation.EMPTY
                .plus("task")
                .plus(Message.assistant(CALL))
                .plus(ToolResult.text(CALL, "noon"))
                .plus(Message.assistant("at noon"))
                .plus("more")
                .plus(Message.assistant("much"))
                .plus("last");
        assertThat(calling.trim(Trim.to(500).counting(TrimTest::hundreds).keepingFirst(2))
                        .conversation()
                        .messages())
                .as("what answers a call that stays stays")
                .hasSize(5)
                .contains(Message.results(ToolResult.text(CALL, "noon")));
        assertThat(talk(2).trim(how.keepingFirst(99)).dropped()).isZero();
        assertThatThrownBy(() -> talk(3).trim(how.keepingFirst(99)))
                .isInstanceOf(TooLongException.class)
                .hasMessageContaining("keep fewer of the first messages");
    }

    @Test
    void mayCutDeeperSoThatTheNextTurnsBeginAlike() {
        Trim how = Trim.to(600).downTo(300).counting(TrimTest::hundreds);
        assertThat(talk(3).trim(how).dropped()).isZero();
        assertThat(texts(talk(4).trim(how))).containsExactly("question 4", "answer 4");
        assertThat(texts(talk(4).trim(Trim.to(600).downTo(100).counting(TrimTest::hundreds))))
                .as("as deep as it goes")
                .containsExactly("question 4", "answer 4");
    }

    @Test
    void cacheMarksStayWhereTheyStand() {
        Conversation talk = Conversation.EMPTY
                .plus(Message.user("1").cached(CacheMark.LONG))
                .plus(Message.assistant("one"))
                .plus(Message.user("2").cached(CacheMark.SHORT))
                .plus(Message.assistant("two"));

        assertThat(talk.trim(Trim.to(200).counting(TrimTest::hundreds))
                        .conversation()
                        .messages())
                .extracting(Message::cache)
                .containsExactly(CacheMark.SHORT, null);
    }

    @Test
    void countsToolsWhenItIsShownThem() {
        ChatRequest like = ChatRequest.builder()
                .user("x")
                .tools(ToolDefinition.of("tide", "d".repeat(4_000)))
                .build();

        assertThat(talk(3).trim(1_010).dropped()).isZero();
        assertThat(talk(3).trim(Trim.to(1_025).like(like)).dropped()).isEqualTo(4);
    }

    @Test
    void aCounterOfTheModelsIsAskedSparingly() {
        List<Integer> asked = new ArrayList<>();
        TokenCounter counter = counter(asked);

        Trimmed trimmed = talk(500).trim(Trim.to(5_000).counting(counter));

        assertThat(trimmed.tokens()).isEqualTo(5_000);
        assertThat(trimmed.conversation().messages()).hasSize(50);
        assertThat(asked).hasSizeLessThanOrEqualTo(12);
        assertThatThrownBy(() -> talk(1).trim(Trim.to(5).counting(request -> {
                    throw new UnsupportedException("no counts here");
                })))
                .isInstanceOf(UnsupportedException.class);
    }

    private static TokenCounter counter(Collection<Integer> asked) {
        return new TokenCounter() {
            @Override
            public Profile profile() {
                return Profile.of(new ModelId("test", "", "m"));
            }

            @Override
            public TokenCount count(ChatRequest request, CallContext context) {
                asked.add(request.messages().size());
                return new TokenCount(profile().id(), hundreds(request), List.of(), Trail.EMPTY);
            }
        };
    }

    @Test
    void settingsSayWhatTheyTake() {
        assertThatIllegalArgumentException().isThrownBy(() -> Trim.to(0)).withMessageContaining("at least one token");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trim.to(5).downTo(6))
                .withMessageContaining("between 1 and 5");
        assertThatIllegalArgumentException().isThrownBy(() -> Trim.to(5).keepingFirst(-1));
        assertThat(Trim.to(5)).hasToString("Trim[to 5 tokens]");
    }

    // ---- for any conversation ----

    @Test
    void whatIsLeftIsAConversationThatAModelTakes() {
        int cut = 0;
        int hopeless = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Conversation talk = AnyHistory.tidy(seed, 1 + random.nextInt(8));
            long all = Estimate.of(talk.request()).input();
            long budget = 1L + random.nextInt((int) all + 10);
            int first = random.nextInt(4) == 0 ? random.nextInt(4) : 0;
            try {
                Trimmed trimmed = talk.trim(Trim.to(budget).keepingFirst(first));
                check(talk, trimmed, budget, first, "seed " + seed);
                cut += trimmed.dropped() > 0 ? 1 : 0;
            } catch (TooLongException e) {
                hopeless++;
                assertThat(all).as("seed %d", seed).isGreaterThan(budget);
            }
        }
        assertThat(cut).isGreaterThan(SEEDS / 4);
        assertThat(hopeless).isGreaterThan(SEEDS / 50);
    }

    @Test
    void evenOfConversationsThatMakeNoSense() {
        int cut = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Conversation talk = AnyHistory.wild(seed);
            if (talk.isEmpty()) {
                continue;
            }
            long budget = 1 + Estimate.of(talk.request()).input() * 2 / 3;
            try {
                Trimmed trimmed = talk.trim(budget);
                check(talk, trimmed, budget, 0, "seed " + seed);
                cut += trimmed.dropped() > 0 ? 1 : 0;
            } catch (TooLongException e) {
                assertThat(e).hasMessageContaining("are allowed");
            }
        }
        assertThat(cut).isGreaterThan(SEEDS / 10);
    }

    private static void check(Conversation talk, Trimmed trimmed, long budget, int first, String which) {
        List<Message> before = talk.messages();
        List<Message> after = trimmed.conversation().messages();
        assertThat(trimmed.tokens())
                .as(which)
                .isEqualTo(Estimate.of(trimmed.conversation().request()).input())
                .isLessThanOrEqualTo(budget);
        assertThat(trimmed.dropped()).as(which).isEqualTo(before.size() - after.size());
        assertThat(trimmed.conversation().system()).as(which).isEqualTo(talk.system());
        assertThat(before).as(which).containsSubsequence(after);
        assertThat(after.get(0).role()).as(which).isEqualTo(Role.USER);
        assertThat(after.subList(0, Math.min(first, before.size())))
                .as(which)
                .isEqualTo(before.subList(0, Math.min(first, before.size())));
        assertThat(after.get(after.size() - 1)).as(which).isEqualTo(before.get(before.size() - 1));
        assertThat(lastAsked(after)).as(which).isEqualTo(lastAsked(before));
        assertThat(parted(after)).as(which).isEqualTo(partedAmong(before, after));
    }

    private static Message lastAsked(List<Message> messages) {
        return messages.stream()
                .filter(message -> message.role() == Role.USER)
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    /** Calls without results and results without calls. */
    private static Set<String> parted(List<Message> messages) {
        Set<String> calls = new HashSet<>();
        Set<String> results = new HashSet<>();
        for (Message message : messages) {
            for (Part part : message.parts()) {
                if (part instanceof ToolCall call) {
                    calls.add(call.id());
                } else if (part instanceof ToolResult result) {
                    results.add(result.callId());
                }
            }
        }
        Set<String> parted = new HashSet<>(calls);
        parted.addAll(results);
        calls.retainAll(results);
        parted.removeAll(calls);
        return parted;
    }

    /** Those that were parted from the beginning, of what is left. */
    private static Set<String> partedAmong(List<Message> before, List<Message> after) {
        Set<String> left = new HashSet<>();
        for (Message message : after) {
            for (Part part : message.parts()) {
                if (part instanceof ToolCall call) {
                    left.add(call.id());
                } else if (part instanceof ToolResult result) {
                    left.add(result.callId());
                }
            }
        }
        left.retainAll(parted(before));
        return left;
    }
}
