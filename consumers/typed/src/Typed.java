import dev.interline.ToolResult;
import dev.interline.testing.ScriptedModel;
import dev.interline.tool.Tool;
import dev.interline.types.Description;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an application does with Java types, on whatever Jackson it has: a tool of a record and an answer of a sealed
 * type. Run with words that a refusal must hold, it must be refused instead, at the first type that it names.
 */
public final class Typed {
    private Typed() {}

    record Trip(@Description("in English") String city, Optional<LocalDate> day) {}

    sealed interface Forecast {}

    record Rain(LocalDate day, double millimetres, Map<String, Integer> byHour) implements Forecast {}

    record Sun(LocalDate day, int hours) implements Forecast {}

    public static void main(String[] words) {
        String failure = null;
        try {
            talk();
        } catch (IllegalStateException e) {
            failure = e.getMessage();
        }
        List<String> wanted = List.of(words);
        if (failure == null && wanted.isEmpty()) {
            System.out.println("a tool and an answer of Java types");
        } else if (failure != null && !wanted.isEmpty() && wanted.stream().allMatch(failure::contains)) {
            System.out.println("refused, as it should be:\n" + failure);
        } else {
            throw new AssertionError("wanted a refusal with " + wanted + ", got " + failure);
        }
    }

    private static void talk() {
        List<Trip> heard = new ArrayList<>();
        Tool weather = Tool.of("weather", "The weather in a city", Trip.class, trip -> {
            heard.add(trip);
            return new Sun(LocalDate.of(2026, 1, 31), 3);
        });
        ScriptedModel model = ScriptedModel.named("a-model")
                .calls("weather", "{\"town\":\"Oslo\"}")
                .calls("weather", "{\"city\":\"Oslo\",\"day\":\"2026-01-31\"}")
                .says("{\"value\":{\"type\":\"Rain\",\"day\":\"2026-01-31\",\"millimetres\":2.5,"
                        + "\"byHour\":[{\"key\":\"noon\",\"value\":2}]}}");
        Forecast forecast = model.withTools(weather).ask("Do I need an umbrella in Oslo?", Forecast.class);
        is(new Rain(LocalDate.of(2026, 1, 31), 2.5, Map.of("noon", 2)), forecast);
        is(List.of(new Trip("Oslo", Optional.of(LocalDate.of(2026, 1, 31)))), heard);
        is(true, result(model, 1).error());
        is("{\"day\":\"2026-01-31\",\"hours\":3}", result(model, 2).text());
        String schema = model.requests().get(0).tools().get(0).parameters();
        is(
                "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\",\"description\":\"in English\"},"
                        + "\"day\":{\"type\":\"string\",\"format\":\"date\",\"description\":\"date, such as 2026-01-31\"}},"
                        + "\"required\":[\"city\"],\"additionalProperties\":false}",
                schema);
    }

    private static ToolResult result(ScriptedModel model, int request) {
        var messages = model.requests().get(request).messages();
        return (ToolResult) messages.get(messages.size() - 1).parts().get(0);
    }

    private static void is(Object wanted, Object got) {
        if (!wanted.equals(got)) {
            throw new AssertionError("wanted " + wanted + ", got " + got);
        }
    }
}
