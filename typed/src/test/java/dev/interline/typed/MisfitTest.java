package dev.interline.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.interline.types.Form;
import dev.interline.types.MisfitException;
import dev.interline.types.TypeRef;
import java.lang.reflect.Type;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What does not fit is told in words that a model can repair it by. */
class MisfitTest {
    enum Colour {
        RED,
        GREEN
    }

    sealed interface Payment {}

    record Card(String number) implements Payment {}

    record Cash(int amount) implements Payment {}

    record Line(String text, int count) {
        Line {
            if (count < 0) {
                throw new IllegalArgumentException("count must not be below zero");
            }
        }
    }

    record Invoice(String id, LocalDate due, Colour colour, List<Line> lines, Payment paid, Optional<String> note) {}

    private static final String LINES = "\"lines\":[{\"text\":\"tea\",\"count\":1}]";
    private static final String PAID = "\"paid\":{\"type\":\"Cash\",\"amount\":3}";
    private static final String WHOLE =
            "{\"id\":\"7\",\"due\":\"2026-01-31\",\"colour\":\"RED\"," + LINES + "," + PAID + "}";

    private static MisfitException misfit(Type type, String json) {
        Form<Object> form = new JacksonTypes().answer(type);
        return catchThrowableOfType(MisfitException.class, () -> form.read(json));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"id\":\"7\"            | \"id\":7              | $.id: expected a string, got 7.",
                "\"id\":\"7\",           |                       | $.id: expected a string, got nothing.",
                "\"id\":\"7\"            | \"id\":null           | $.id: expected a string, got null.",
                "\"id\":\"7\"            | \"id\":\"7\",\"x\":1  | $.x is not expected; known are: id, due, colour, lines, paid, note.",
                "\"2026-01-31\"          | \"tomorrow\"          | $.due: expected a valid LocalDate, got tomorrow.",
                "\"RED\"                 | \"BLUE\"              | $.colour: expected one of \"RED\", \"GREEN\", got \"BLUE\".",
                "\"count\":1             | \"count\":1.5         | $.lines[0].count: expected an integer, got 1.5.",
                "\"count\":1             | \"count\":\"1\"       | $.lines[0].count: expected an integer, got \"1\".",
                "\"count\":1             | \"count\":99999999999 | $.lines[0].count: Numeric value (99999999999) out of range",
                "\"count\":1             | \"count\":-1          | $.lines[0]: count must not be below zero",
                "\"count\":1             | \"count\":1e99999999999 | A number in it is larger than any can be.",
                "[{                      | {\"a\":{              | It is no JSON document",
                "\"type\":\"Cash\"       | \"type\":\"Cheque\"   | $.paid.type: expected one of \"Card\", \"Cash\", got \"Cheque\".",
                "\"type\":\"Cash\",      |                       | $.paid.type: expected one of \"Card\", \"Cash\", got nothing.",
                "\"type\":\"Cash\"       | \"type\":\"Card\"     | $.paid.number: expected a string, got nothing.",
                "{\"type\":\"Cash\",\"amount\":3} | \"cash\"      | $.paid: expected an object, got \"cash\".",
            })
    void modelReadsWhereAndWhat(String good, String bad, String words) {
        assertThat(WHOLE).contains(good);
        MisfitException e = misfit(Invoice.class, WHOLE.replace(good, bad == null ? "" : bad));

        assertThat(e.forTheModel()).contains(words);
        assertThat(e).hasMessageNotContaining("tomorrow").hasMessageNotContaining("BLUE");
    }

    @Test
    void wholeAnswerFitsWithAndWithoutWhatMayBeLeftOut() {
        Form<Invoice> form = new JacksonTypes().answer(Invoice.class);
        assertThat(form.read(WHOLE).note()).isEmpty();
        assertThat(form.read(WHOLE.replace("{\"id\"", "{\"note\":null,\"id\"")).note())
                .isEmpty();
        assertThat(form.read(WHOLE.replace("{\"id\"", "{\"note\":\"x\",\"id\"")).note())
                .contains("x");
    }

    @Test
    void severalMistakesAreToldAtOnce() {
        MisfitException e = misfit(Line.class, "{\"text\":1,\"count\":\"x\",\"password\":\"hunter2\"}");

        assertThat(e.forTheModel().lines()).hasSize(3);
        assertThat(e)
                .hasMessage("$.text is not a string; $.count is not an integer; $ has a property that is not expected");
    }

    @Test
    void textThatIsNoJsonIsToldWithoutAWordOfIt() {
        assertThat(misfit(Line.class, "I'd rather not")).hasMessage("it is no JSON document");
        assertThat(misfit(Line.class, "  ")).hasMessage("it is empty");
        assertThat(misfit(Line.class, "{\"text\":\"a\",\"count\":1} {")).isNotNull();
    }

    @Test
    void sketchTakesWordsThatAreCutForNone() {
        Form<Invoice> form = new JacksonTypes().answer(Invoice.class);
        assertThat(form.sketch(
                        "{\"id\":\"7\",\"due\":\"2026-0\",\"colour\":\"RE\",\"lines\":[],\"paid\":{\"type\":\"Ca\"}}"))
                .contains(new Invoice("7", null, null, List.of(), null, Optional.empty()));
        assertThat(form.sketch("{\"paid\":{}}")).contains(new Invoice(null, null, null, null, null, Optional.empty()));
    }

    @Test
    void objectThatHoldsAListMayBeForgotten() {
        Form<List<Integer>> form = new JacksonTypes().answer(new TypeRef<List<Integer>>() {}.type());
        assertThat(form.read("[1,2]")).containsExactly(1, 2);
        assertThat(misfit(new TypeRef<List<Integer>>() {}.type(), "[1,\"x\"]").forTheModel())
                .isEqualTo("$: expected an object, got [1,\"x\"].");
    }

    @Test
    void typesThatNoModelCanBeAskedForAreRefusedWithAReason() {
        refused(Runnable.class, "abstract");
        refused(ByClass.class, "Id.NAME");
        refused(Empty.class, "no subtypes");
        refused(WithEnum.class, "cannot be one of several");
        refused(new TypeRef<List<Optional<String>>>() {}.type(), "left out");
    }

    private static void refused(Type type, String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JacksonTypes().answer(type))
                .withMessageContaining(words);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    interface ByClass {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    interface Empty {}

    sealed interface WithEnum {}

    enum One implements WithEnum {
        IT
    }
}
