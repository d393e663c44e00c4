package dev.interline.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.CallContext;
import dev.interline.ChatRequest;
import dev.interline.Ending;
import dev.interline.Message;
import dev.interline.Role;
import dev.interline.StopReason;
import dev.interline.Usage;
import dev.interline.error.ChatException.Kind;
import dev.interline.error.MismatchException;
import dev.interline.error.StreamBrokenException;
import dev.interline.error.TruncatedException;
import dev.interline.route.Router;
import dev.interline.route.StreamRecovery;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import dev.interline.tool.Tool;
import dev.interline.types.Answer;
import dev.interline.types.Answers;
import dev.interline.types.TypeRef;
import dev.interline.types.TypedStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Answers that are Java values. */
class AnswersTest {
    record Invoice(String number, LocalDate due, int total) {}

    enum Mood {
        GLAD,
        SAD
    }

    private static final String GOOD = "{\"number\": \"A 7\", \"due\": \"2026-01-31\", \"total\": 42}";
    private static final Invoice INVOICE = new Invoice("A 7", LocalDate.of(2026, 1, 31), 42);
    private static final ChatRequest SCAN = ChatRequest.of("scan");

    private final ScriptedModel model = ScriptedModel.named("azure");

    @Test
    void answerIsReadAsTheTypeThatWasAskedFor() {
        model.says(GOOD);

        assertThat(model.ask("scan", Invoice.class)).isEqualTo(INVOICE);

        ChatRequest request = model.requests().get(0);
        assertThat(Objects.requireNonNull(request.output()).name()).isEqualTo("Invoice");
        assertThat(request.output().strict()).isTrue();
        assertThat(request.output().schema())
                .contains(
                        "\"due\":{\"type\":\"string\",\"format\":\"date\",\"description\":\"date, such as 2026-01-31\"}");
    }

    @Test
    void genericTypesEnumsAndNumbersAreAskedForToo() {
        model.says("{\"value\":[" + GOOD + "]}")
                .says("{\"value\":\"GLAD\"}")
                .says("{\"value\":7}")
                .says("{\"value\":\"x\"}");

        assertThat(model.ask("scan", new TypeRef<List<Invoice>>() {})).containsExactly(INVOICE);
        assertThat(model.ask("mood?", Mood.class)).isEqualTo(Mood.GLAD);
        assertThat(model.ask("how many?", Integer.class)).isEqualTo(7);
        assertThat(model.ask("say x", String.class)).isEqualTo("x");
        assertThat(model.requests())
                .extracting(request -> Objects.requireNonNull(request.output()).name())
                .containsExactly("List_Invoice", "Mood", "Integer", "String");
    }

    @Test
    void usageComesWithTheValue() {
        model.plays(Turn.says(GOOD).usage(Usage.of(10, 5)));

        Answer<Invoice> answer = Answers.of(model, Invoice.class).chat(SCAN);

        assertThat(answer.value()).isEqualTo(INVOICE);
        assertThat(answer.response().usage()).isEqualTo(Usage.of(10, 5));
        assertThat(answer).asString().doesNotContain("A 7");
    }

    @Test
    void answerThatCannotBeReadFailsWithItsText() {
        model.says("{\"number\":\"secret\"}");
        List<Ending> endings = new ArrayList<>();
        CallContext call = CallContext.create();
        call.onEnd(endings::add);

        MismatchException e = catchThrowableOfType(
                MismatchException.class, () -> Answers.of(model, Invoice.class).chat(SCAN, call));

        assertThat(e)
                .hasMessageContaining("azure")
                .hasMessageContaining("cannot be read as Invoice: $.due is missing; $.total is missing")
                .hasMessageNotContaining("secret");
        assertThat(e.text()).isEqualTo("{\"number\":\"secret\"}");
        assertThat(e.trail().hops()).hasSize(1);
        assertThat(endings).singleElement().extracting(Ending::failure).isSameAs(e);
        assertThat(model.calls()).isEqualTo(1);
    }

    @Test
    void answerThatWasCutIsNoMismatch() {
        model.plays(Turn.says("{\"number\":\"A").ends(StopReason.Kind.LENGTH));

        assertThatThrownBy(() -> Answers.of(model, Invoice.class).repairs(3).chat(SCAN))
                .isInstanceOf(TruncatedException.class);
        assertThat(model.calls()).isEqualTo(1);
    }

    @Test
    void modelThatDeclinesIsNotAskedAgain() {
        model.plays(Turn.refuses("I cannot help with that."));

        assertThatThrownBy(() -> Answers.of(model, Invoice.class).repairs(3).chat(SCAN))
                .isInstanceOf(MismatchException.class)
                .hasMessageContaining("declined");
        assertThat(model.calls()).isEqualTo(1);
    }

    @Test
    void modelRepairsItsAnswerWhereThatIsWanted() {
        model.plays(Turn.says("{\"number\":7}").usage(Usage.of(10, 1)))
                .plays(Turn.says(GOOD).usage(Usage.of(20, 2)));

        Answer<Invoice> answer = Answers.of(model, Invoice.class).repairs(1).chat(SCAN);

        assertThat(answer.value()).isEqualTo(INVOICE);
        assertThat(answer.response().usage()).isEqualTo(Usage.of(30, 3));
        assertThat(answer.response().trail().hops()).hasSize(2);
        List<Message> second = model.requests().get(1).messages();
        assertThat(second).extracting(Message::role).containsExactly(Role.USER, Role.ASSISTANT, Role.USER);
        assertThat(second.get(2).text())
                .contains("$.number: expected a string, got 7.")
                .contains("whole corrected JSON");
    }

    @Test
    void repairsEndSomewhere() {
        model.says("no");

        assertThatThrownBy(() -> Answers.of(model, Invoice.class).repairs(2).chat(SCAN))
                .isInstanceOf(MismatchException.class);
        assertThat(model.calls()).isEqualTo(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Answers.of(model, Invoice.class).repairs(-1));
    }

    @Test
    void answerThatTheModelItselfFoundWrongIsRepairedToo() {
        ScriptedModel checked = model;
        checked.plays(request -> Turn.fails(() -> {
                    MismatchException e = new MismatchException("not the form");
                    e.attach(ScriptedModel.named("x").says("{\"number\":7}").chat("hello"));
                    return e;
                }))
                .says(GOOD);

        assertThat(Answers.of(checked, Invoice.class).repairs(1).ask("scan")).isEqualTo(INVOICE);
        assertThat(checked.requests().get(1).messages().get(2).text()).contains("$.number: expected a string, got 7.");
    }

    @Test
    void routeTakesAnAnswerOfAnotherFormToTheNextTarget() {
        ScriptedModel other = ScriptedModel.named("bedrock").says(GOOD);
        model.says("{\"number\":7}");

        Router router = Router.over(model, other).rejecting(Answers.misfit(Invoice.class));

        assertThat(router.ask("scan", Invoice.class)).isEqualTo(INVOICE);
        assertThat(Answers.misfit(new TypeRef<List<Invoice>>() {})
                        .apply(ScriptedModel.named("x").says("[]").chat("hello")))
                .isNull();
    }

    @Test
    void answerGrowsBeforeTheReadersEyes() {
        model.says(GOOD);
        List<Invoice> seen = new ArrayList<>();

        try (TypedStream<Invoice, Invoice> stream = Answers.of(model, Invoice.class).stream(SCAN)) {
            stream.forEach(seen::add);
            assertThat(stream.answer().value()).isEqualTo(INVOICE);
        }

        assertThat(seen)
                .containsExactly(
                        new Invoice(null, null, 0),
                        new Invoice("A ", null, 0),
                        new Invoice("A 7", null, 0),
                        new Invoice("A 7", LocalDate.of(2026, 1, 31), 0),
                        INVOICE);
    }

    @Test
    void streamOfAnAnswerThatDoesNotFitFailsAtItsEnd() {
        model.says("{\"number\": \"A 7\"}");

        try (TypedStream<Invoice, Invoice> stream = Answers.of(model, Invoice.class).stream(SCAN)) {
            MismatchException e = catchThrowableOfType(MismatchException.class, stream::answer);
            assertThat(e.text()).isEqualTo("{\"number\": \"A 7\"}");
            assertThatThrownBy(stream::answer).isSameAs(e);
        }
        assertThat(model.open()).isZero();
    }

    @Test
    void itemsComeOneByOneAsTheyAreComplete() {
        model.plays(Turn.says("{\"value\": [" + GOOD + ", " + GOOD.replace("42", "43"))
                .thenFails(Kind.UNAVAILABLE));
        List<Invoice> seen = new ArrayList<>();

        try (TypedStream<Invoice, List<Invoice>> stream =
                Answers.of(model, Invoice.class).each(SCAN)) {
            assertThatThrownBy(() -> stream.forEach(seen::add)).isInstanceOf(StreamBrokenException.class);
        }

        assertThat(seen).containsExactly(INVOICE, new Invoice("A 7", INVOICE.due(), 43));
        assertThat(Objects.requireNonNull(model.requests().get(0).output()).name())
                .isEqualTo("List_Invoice");
    }

    @Test
    void textsAndNumbersComeOneByOneToo() {
        model.says("{\"value\": [\"a b\", \"c\", \"d\"]}").says("{\"value\": [1, 2 ,3]}");
        List<Object> seen = new ArrayList<>();

        try (TypedStream<String, List<String>> stream =
                Answers.of(model, String.class).each(SCAN)) {
            stream.forEach(seen::add);
            assertThat(stream.answer().value()).containsExactly("a b", "c", "d");
        }
        try (TypedStream<Integer, List<Integer>> stream =
                Answers.of(model, Integer.class).each(SCAN)) {
            stream.forEach(seen::add);
        }

        assertThat(seen).containsExactly("a b", "c", "d", 1, 2, 3);
    }

    @Test
    void itemThatDoesNotFitEndsTheStream() {
        model.plays(Turn.says("{\"value\": [" + GOOD + ", {\"number\": 7}, ").thenHangs());
        List<Invoice> seen = new ArrayList<>();

        try (TypedStream<Invoice, List<Invoice>> stream =
                Answers.of(model, Invoice.class).each(SCAN)) {
            assertThatThrownBy(() -> stream.forEach(seen::add)).isInstanceOf(MismatchException.class);
        }

        assertThat(seen).containsExactly(INVOICE);
        assertThat(model.open()).isZero();
    }

    @Test
    void answerThatBeginsAnewElsewhereGrowsFromTheBeginning() {
        ScriptedModel other = ScriptedModel.named("bedrock").says(GOOD);
        model.plays(Turn.says("{\"number\": \"B 8\", ").thenFails(Kind.UNAVAILABLE));
        Router router = Router.over(model, other).onStreamFailure(StreamRecovery.RESTART);

        try (TypedStream<Invoice, Invoice> stream = Answers.of(router, Invoice.class).stream(SCAN)) {
            List<Invoice> seen = new ArrayList<>();
            stream.forEach(seen::add);
            assertThat(seen).contains(new Invoice("B 8", null, 0)).endsWith(INVOICE);
        }

        ScriptedModel broken = ScriptedModel.named("azure")
                .plays(Turn.says("{\"value\": [" + GOOD + ", ").thenFails(Kind.UNAVAILABLE));
        Router items = Router.over(broken, other).onStreamFailure(StreamRecovery.RESTART);
        try (TypedStream<Invoice, List<Invoice>> stream =
                Answers.of(items, Invoice.class).each(SCAN)) {
            assertThatThrownBy(stream::answer).isInstanceOf(StreamBrokenException.class);
        }
    }

    @Test
    void modelWithToolsAnswersWithAValueToo() {
        record Nothing() {}
        Tool tool = Tool.of("look", "", Nothing.class, nothing -> "it is 42");
        model.plays(Turn.says("{\"number\": \"no\" ").thenCalls("look", "{}"))
                .says(GOOD)
                .plays(Turn.says("Let me look. [").thenCalls("look", "{}"))
                .says(GOOD);
        assertThat(model.withTools(tool).ask("scan", Invoice.class)).isEqualTo(INVOICE);

        ScriptedModel again = ScriptedModel.named("azure")
                .plays(Turn.says("{\"number\": \"no\" ").thenCalls("look", "{}"))
                .says(GOOD);
        try (TypedStream<Invoice, Invoice> stream = Answers.of(again.withTools(tool), Invoice.class).stream(SCAN)) {
            List<Invoice> seen = new ArrayList<>();
            stream.forEach(seen::add);
            assertThat(seen).contains(new Invoice("A 7", null, 0)).endsWith(INVOICE);
        }
    }

    @Test
    void streamThatIsClosedEndsTheCall() {
        model.plays(Turn.says("{\"number\": \"A 7\", ").thenHangs());

        TypedStream<Invoice, Invoice> stream = Answers.of(model, Invoice.class).stream(SCAN);
        assertThat(stream.iterator().next()).isEqualTo(new Invoice(null, null, 0));
        stream.close();

        assertThat(model.open()).isZero();
    }

    @Test
    void typeTokenTellsItsTypeAndNothingLess() {
        assertThat(new TypeRef<List<String>>() {})
                .isEqualTo(new TypeRef<List<String>>() {})
                .isNotEqualTo(new TypeRef<List<Integer>>() {})
                .hasToString("java.util.List<java.lang.String>");
        assertThatIllegalArgumentException().isThrownBy(Raw::new);
    }

    @SuppressWarnings({"rawtypes", "unchecked"}) // that is the point
    private static final class Raw extends TypeRef {}
}
