package dev.interline.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatStream;
import dev.interline.Ending;
import dev.interline.error.CancelledException;
import dev.interline.error.ChatException;
import dev.interline.testkit.Play;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A call that is no longer wanted ends at once, and however a call ends, it is told once. */
interface Endings extends Suite {

    @Test
    default void cancellingClosesTheSocketWhileNothingComes() {
        bench().cloud().hangs();
        int abandoned = 0;
        for (Way way : Way.values()) {
            int before = bench().cloud().calls();
            CallContext context = CallContext.create();
            ChatModel model = subject();
            Later<Object> call = Later.begin(() ->
                    way == Way.WHOLE ? model.chat(Suite.question(), context) : model.stream(Suite.question(), context));
            bench().cloud().awaitCalls(before + 1, SOON);
            context.cancel();

            assertEquals(ChatException.Kind.CANCELLED, call.failure().kind());
            bench().cloud().awaitAbandoned(++abandoned, SOON);
        }
    }

    @Test
    default void cancellingEndsAStreamInTheMiddle() {
        bench().cloud().plays(Play.says(ANSWER).silentAfterTokens(2));
        CallContext context = CallContext.create();
        try (ChatStream stream = subject().stream(Suite.question(), context)) {
            context.cancel();
            assertThrows(CancelledException.class, stream::response);
        }
        bench().cloud().awaitAbandoned(1, SOON);
    }

    @Test
    default void closingAStreamClosesItsConnection() {
        bench().cloud().plays(Play.says(ANSWER).silentAfterTokens(2));
        subject().stream(Suite.question()).close();
        bench().cloud().awaitAbandoned(1, SOON);
    }

    @Test
    default void aCallThatIsOverBeforeItBeganSendsNothing() {
        bench().cloud().says(ANSWER);
        CallContext context = CallContext.create();
        context.cancel();
        assertThrows(CancelledException.class, () -> subject().chat(Suite.question(), context));
        assertEquals(0, bench().cloud().calls());
    }

    @Test
    default void theEndIsToldOnce() {
        List<Ending> endings = new ArrayList<>();
        bench().cloud()
                .next(
                        Play.says(ANSWER),
                        Play.says(ANSWER),
                        Play.says(ANSWER).cutAfterTokens(2),
                        Play.fails(500),
                        Play.says(ANSWER));
        chat(endings);
        stream(endings);
        assertThrows(ChatException.class, () -> stream(endings));
        assertThrows(ChatException.class, () -> chat(endings));
        assertEquals(
                List.of(true, true, false, false),
                endings.stream().map(Ending::answered).toList());
    }

    private void chat(List<Ending> endings) {
        CallContext context = CallContext.create();
        context.onEnd(endings::add);
        subject().chat(Suite.question(), context);
    }

    private void stream(List<Ending> endings) {
        CallContext context = CallContext.create();
        context.onEnd(endings::add);
        try (ChatStream stream = subject().stream(Suite.question(), context)) {
            stream.response();
        }
    }

    @Test
    default void connectionsAreUsedAgain() {
        bench().cloud().says(ANSWER);
        for (int i = 0; i < 5; i++) {
            Way.WHOLE.ask(subject(), Suite.question());
            Way.STREAMED.ask(subject(), Suite.question());
        }
        assertEquals(1, bench().clouds().connectionsOpen());
    }
}
