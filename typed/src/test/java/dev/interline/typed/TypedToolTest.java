package dev.interline.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.interline.CallContext;
import dev.interline.ChatRequest;
import dev.interline.Media;
import dev.interline.Message;
import dev.interline.Part;
import dev.interline.ToolCall;
import dev.interline.ToolResult;
import dev.interline.error.ToolFailedException;
import dev.interline.testing.ScriptedModel;
import dev.interline.tool.Tool;
import dev.interline.tool.ToolError;
import dev.interline.tool.ToolMethod;
import dev.interline.types.Description;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tools of Java types: what the model is told, what it may write, what it reads. */
class TypedToolTest {
    record City(@Description("in English") String name, Optional<String> country) {}

    record Forecast(LocalDate day, double degrees, Map<String, Integer> wind) {}

    private final ScriptedModel model = ScriptedModel.named("azure");
    private final List<Object> heard = new ArrayList<>();

    private ToolResult result(int request) {
        List<Message> messages = model.requests().get(request).messages();
        return (ToolResult) messages.get(messages.size() - 1).parts().get(0);
    }

    @Test
    void toolOfARecordGetsItsValue() {
        Tool tool = Tool.of("weather", "The weather in a city", City.class, city -> {
            heard.add(city);
            return new Forecast(LocalDate.of(2026, 1, 31), -3.5, Map.of("N", 7));
        });
        model.calls("weather", "{\"name\":\"Oslo\"}").says("cold");

        assertThat(model.withTools(tool).ask("hello")).isEqualTo("cold");

        assertThat(heard).containsExactly(new City("Oslo", Optional.empty()));
        assertThat(result(1).json()).isTrue();
        assertThat(result(1).text()).isEqualTo("{\"day\":\"2026-01-31\",\"degrees\":-3.5,\"wind\":{\"N\":7}}");
        assertThat(tool.definition().description()).isEqualTo("The weather in a city");
        assertThat(tool.definition().parameters())
                .isEqualTo(
                        "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\",\"description\":\"in English\"},"
                                + "\"country\":{\"type\":\"string\"}},\"required\":[\"name\"],\"additionalProperties\":false}");
        assertThat(tool.definition().strict()).isFalse();
        assertThat(tool.strict().definition().strict()).isTrue();
    }

    @Test
    void argumentsThatDoNotFitGoBackToTheModelAndTheToolIsNotRun() {
        Tool tool = Tool.of("weather", "", City.class, city -> heard.add(city));
        model.calls("weather", "{\"city\":\"Oslo\"}")
                .calls("weather", "{\"name\":\"Oslo\"}")
                .says("ok");

        model.withTools(tool).ask("hello");

        assertThat(heard).hasSize(1);
        assertThat(result(1).error()).isTrue();
        assertThat(result(1).text())
                .contains("$.name: expected a string, got nothing.")
                .contains("$.city is not expected; known are: name, country.");
        assertThat(result(2).error()).isFalse();
    }

    @Test
    void bodyMayWantToKnowOfTheCall() {
        Tool tool =
                Tool.of("weather", "", City.class, (city, call) -> call.tags().get("tenant"));
        model.calls("weather", "{\"name\":\"Oslo\"}").says("ok");

        model.withTools(tool).chat(ChatRequest.of("hello"), CallContext.create().tag("tenant", "acme"));

        assertThat(result(1).text()).isEqualTo("acme");
        assertThat(result(1).json()).isFalse();
    }

    @Test
    void toolsMayReturnNothingPartsAndResults() {
        Part image = Media.of("image/png", new byte[] {1});
        ToolCall any = ToolCall.of("", "", "{}");
        List<Tool> tools = List.of(
                Tool.of("nothing", "", City.class, city -> null),
                Tool.of("image", "", City.class, city -> image),
                Tool.of("result", "", City.class, city -> ToolResult.failed(any, "closed")));
        String arguments = "{\"name\":\"Oslo\"}";
        model.calls("nothing", arguments)
                .calls("image", arguments)
                .calls("result", arguments)
                .says("ok");

        model.withTools(tools).ask("hello");

        assertThat(result(1).text()).isEqualTo("done");
        assertThat(result(2).content()).containsExactly(image);
        assertThat(result(3).error()).isTrue();
        assertThat(result(3).name()).isEqualTo("result");
        assertThat(result(3).callId()).isNotEmpty();
    }

    static class Base {
        @ToolMethod("Inherited")
        String inherited() {
            return "from above";
        }

        @ToolMethod("Overridden above")
        String overridden() {
            return "above";
        }
    }

    // reflection calls them, whatever their modifiers
    @SuppressWarnings({"DoNotCallSuggester", "EffectivelyPrivate", "UnusedMethod"})
    private static final class Warehouse extends Base {
        @ToolMethod("How much of an article is there")
        public int stock(
                @Description("its name") String article,
                @Nullable Integer shelf,
                OptionalInt atLeast,
                Optional<LocalDate> since,
                @JsonProperty("in_city") String city,
                CallContext context,
                ToolCall call) {
            return article.length()
                    + (shelf == null ? 0 : shelf)
                    + atLeast.orElse(100)
                    + call.name().length()
                    + context.tags().size()
                    + since.map(LocalDate::getYear).orElse(0)
                    + city.length();
        }

        @ToolMethod(value = "Breaks", name = "break_it")
        private void broken(List<City> cities) {
            throw new IllegalStateException("broken " + cities);
        }

        @ToolMethod
        @Description("Says no")
        static String no() {
            throw new ToolError("no");
        }

        @Override
        @ToolMethod("Overridden")
        String overridden() {
            return "below";
        }
    }

    @Test
    void methodsOfAnObjectAreTools() {
        List<Tool> tools = Tool.from(new Warehouse());

        assertThat(tools)
                .extracting(tool -> tool.definition().name())
                .containsExactly("break_it", "no", "overridden", "stock", "inherited");
        assertThat(tools.get(1).definition().description()).isEqualTo("Says no");
        assertThat(tools.get(3).definition().parameters())
                .isEqualTo("{\"type\":\"object\",\"properties\":{"
                        + "\"article\":{\"type\":\"string\",\"description\":\"its name\"},"
                        + "\"shelf\":{\"type\":\"integer\"},\"atLeast\":{\"type\":\"integer\"},"
                        + "\"since\":{\"type\":\"string\",\"format\":\"date\",\"description\":\"date, such as 2026-01-31\"},\"in_city\":{\"type\":\"string\"}},"
                        + "\"required\":[\"article\",\"in_city\"],\"additionalProperties\":false}");
    }

    interface Greeting {
        @ToolMethod("Greets")
        default String greet(String name) {
            return "hello, " + name;
        }

        @ToolMethod("Says goodbye")
        String part(String name);
    }

    interface Formal extends Greeting {
        @Override
        @ToolMethod("Greets with a bow")
        default String greet(String name) {
            return "good day, " + name;
        }
    }

    /** Names the interface that is overridden first. */
    static final class Clerk implements Greeting, Formal {
        @Override
        public String part(String name) {
            return "farewell, " + name;
        }
    }

    @Test
    void methodsOfInterfacesAreTools() {
        List<Tool> tools = Tool.from(new Clerk());

        assertThat(tools)
                .extracting(tool -> tool.definition().description())
                .containsExactly("Greets with a bow", "Says goodbye");
        model.calls("greet", "{\"name\":\"Ada\"}")
                .calls("part", "{\"name\":\"Ada\"}")
                .says("ok");
        model.withTools(tools).ask("hello");
        assertThat(result(1).text()).isEqualTo("good day, Ada");
        assertThat(result(2).text()).isEqualTo("farewell, Ada");
    }

    interface Keeper<T> {
        @ToolMethod("Keeps something")
        String keep(T thing);
    }

    @Test
    void methodThatNamesTheTypeStandsForTheOneThatDoesNot() {
        Keeper<City> marked = new Keeper<>() {
            @Override
            @ToolMethod("Keeps a city")
            public String keep(City thing) {
                return thing.name();
            }
        };
        Supplier<Object> narrower = new Supplier<>() {
            @Override
            @ToolMethod("Of a narrower type")
            public String get() {
                return "tea";
            }
        };
        Keeper<City> unmarked = City::name;

        assertThat(Tool.from(marked))
                .extracting(tool -> tool.definition().description())
                .containsExactly("Keeps a city");
        assertThat(Tool.from(narrower))
                .extracting(tool -> tool.definition().description())
                .containsExactly("Of a narrower type");
        assertThatThrownBy(() -> Tool.from(unmarked))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is of type T")
                .hasMessageContaining("mark the method that overrides it");
    }

    @Test
    void methodIsCalledWithWhatTheModelWrote() {
        model.calls("stock", "{\"article\":\"tea\",\"shelf\":null,\"since\":\"2026-01-31\",\"in_city\":\"Oslo\"}")
                .calls("no", "{}")
                .calls("overridden", "{}")
                .calls("inherited", "{}")
                .calls("stock", "{\"article\":\"tea\",\"since\":\"later\",\"in_city\":\"Oslo\"}")
                .calls("break_it", "{\"cities\":[{\"name\":\"Oslo\"}]}");

        assertThatThrownBy(() -> model.withTools(Tool.from(new Warehouse())).ask("hello"))
                .isInstanceOf(ToolFailedException.class)
                .hasMessageContaining("'break_it'")
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Oslo");

        assertThat(result(1).text()).isEqualTo(String.valueOf(3 + 100 + 5 + 2026 + 4));
        assertThat(result(2).text()).isEqualTo("no");
        assertThat(result(3).text()).isEqualTo("below");
        assertThat(result(4).text()).isEqualTo("from above");
        assertThat(result(5).text()).contains("$.since: expected a valid LocalDate, got later.");
    }

    @Test
    void mapsInArgumentsAreObjects() {
        record Prices(Map<String, Double> byName) {}
        Tool tool = Tool.of("prices", "", Prices.class, prices -> heard.add(prices.byName()));
        model.calls("prices", "{\"byName\":{\"tea\":2.5}}").says("ok");

        model.withTools(tool).ask("hello");

        assertThat(heard).containsExactly(Map.of("tea", 2.5));
        assertThat(tool.definition().parameters()).contains("\"additionalProperties\":{\"type\":\"number\"}");
    }

    @Test
    void mapsInArgumentsThatAVendorGuaranteesAreLists() {
        record Prices(Map<String, Double> byName) {}
        Tool tool = Tool.of("prices", "", Prices.class, prices -> heard.add(prices.byName()))
                .strict();
        model.calls("prices", "{\"byName\":[{\"key\":\"tea\",\"value\":2.5}]}").says("ok");

        model.withTools(tool).ask("hello");

        assertThat(heard).containsExactly(Map.of("tea", 2.5));
        assertThat(tool.definition().strict()).isTrue();
        assertThat(tool.definition().parameters()).doesNotContain("\"additionalProperties\":{");
    }
}
