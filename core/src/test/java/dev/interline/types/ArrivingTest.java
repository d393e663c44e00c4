package dev.interline.types;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON that has not come to its end. */
class ArrivingTest {
    private final Arriving json = new Arriving();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                        | {}",
                "{\"na                    | {}",
                "{\"name\"                | {}",
                "{\"name\":               | {}",
                "{\"name\":\"Os           | {\"name\":\"Os\"}",
                "{\"name\":\"Os\\         | {\"name\":\"Os\"}",
                "{\"name\":\"Os\\u00e     | {\"name\":\"Os\"}",
                "{\"name\":\"Os\\u00e9    | {\"name\":\"Os\\u00e9\"}",
                "{\"name\":\"a\\\"b       | {\"name\":\"a\\\"b\"}",
                "{\"n\":1                 | {}",
                "{\"n\":1,                | {\"n\":1}",
                "{\"n\":1,\"t\":tru       | {\"n\":1}",
                "{\"n\":1,\"t\":true      | {\"n\":1}",
                "{\"n\":1,\"t\":true }    | {\"n\":1,\"t\":true }",
                "{\"l\":[1,2              | {\"l\":[1]}",
                "{\"l\":[{\"a\":\"}]      | {\"l\":[{\"a\":\"}]\"}]}",
                "[[1],[2,                 | [[1],[2]]",
                "json: {\"a\":1}           | {\"a\":1}",
                "{\"a\":1} and more {     | {\"a\":1}",
            })
    void documentIsClosedWhereItBreaksOff(String soFar, String closed) {
        json.add(soFar);
        assertThat(json.closed()).isEqualTo(closed);
    }

    @Test
    void nothingIsThereBeforeTheFirstBracket() {
        json.add("Here you are: ");
        assertThat(json.closed()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void whateverThePiecesEveryStateIsJson(int size) throws Exception {
        String whole = "{\"value\":[{\"a\":\"x\\\\ \\\"y\\\" \\u0041\",\"b\":[-1.5e3,true,null]},\"s\",7,{\"c\":{}}]}";
        List<String> items = new ArrayList<>();
        for (int at = 0; at < whole.length(); at += size) {
            json.add(whole.substring(at, Math.min(whole.length(), at + size)));
            items.addAll(json.items());
            new ObjectMapper().readTree(json.closed());
        }
        assertThat(json.closed()).isEqualTo(whole);
        assertThat(items)
                .containsExactly(
                        "{\"a\":\"x\\\\ \\\"y\\\" \\u0041\",\"b\":[-1.5e3,true,null]}", "\"s\"", "7", "{\"c\":{}}");
    }

    @Test
    void itemsOfAListThatIsTheWholeAnswerAreFoundToo() {
        json.add("[ 1, {\"l\":[2,3]} ,\"");
        assertThat(json.items()).containsExactly("1", "{\"l\":[2,3]}");
        assertThat(json.items()).isEmpty();
    }

    @Test
    void whatIsTakenBackIsForgotten() {
        json.add("{\"a\":\"one\",\"b\":\"tw");
        json.takeBack(4);
        json.add(":2}");
        assertThat(json.closed()).isEqualTo("{\"a\":\"one\",\"b\":2}");
        json.takeBack(100);
        assertThat(json.closed()).isNull();
    }

    @Test
    void longDocumentIsNotToldAgainForEveryWord() {
        json.add("{\"a\":\"" + "x".repeat(10_000));
        assertThat(json.closed()).isNotNull();
        json.add("y");
        assertThat(json.closed()).isNull();
        json.add("y".repeat(200));
        assertThat(json.closed()).isNotNull();
    }
}
