package dev.interline.typed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.ChatRequest;
import dev.interline.Notice;
import dev.interline.testkit.FakeClouds;
import dev.interline.types.Answer;
import dev.interline.types.Answers;
import dev.interline.types.TypeRef;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The page that says what becomes of each Java shape at each vendor. Every cell of it was tried. */
final class SchemasPage {
    private static final String INTRODUCTION = """
            # Java types as schemas

            `model.ask(prompt, Invoice.class)` sends a JSON Schema of the type with the request, and reads the answer by it.
            Vendors guarantee subsets of JSON Schema, each its own; so here is every shape, its schema, and what becomes of
            it at each of them. Every cell was tried: a test asks for the type, holds the schema that arrives against the
            vendor's documented subset, plays an answer, and compares the value that comes out.

            | cell | meaning |
            | --- | --- |
            | kept | the schema goes as it stands below, and the vendor guarantees the answer |
            | adapted | the vendor guarantees the answer, by a schema that was changed as the note says; the value is the same |
            | open | the schema is sent, and leaves something open that the vendor therefore cannot guarantee; checked here |
            | emulated | the vendor cannot guarantee it; it is asked for in another way, as the note says, and checked here |

            A `Notice` in the response says the same. What is not an object stands in the property `value` of one, for
            vendors guarantee objects alone. `Optional` and `@Nullable` components may be left out, everything else must be
            there; a map in an answer is a list of its entries, because nobody guarantees names of the model's own (in the
            arguments of a tool it is an object). One of several types is told apart by a property in front: `type`, or what
            `@JsonTypeInfo` says.
            """;

    private final Map<String, Integer> notes = new LinkedHashMap<>();

    private SchemasPage() {}

    static String write() {
        try (FakeClouds clouds = FakeClouds.start()) {
            return new SchemasPage().page(Server.all(clouds, Server::whole));
        }
    }

    private String page(List<Server> servers) {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        page.append("\n| | Java | ")
                .append(servers.stream().map(Server::name).collect(Collectors.joining(" | ")))
                .append(" |\n| --- | --- |")
                .append(" --- |".repeat(servers.size()))
                .append('\n');
        StringBuilder schemas = new StringBuilder("\n## The schemas\n");
        int row = 0;
        for (Shape shape : Shape.all()) {
            row++;
            page.append("| [")
                    .append(row)
                    .append("](#")
                    .append(anchor(row, shape))
                    .append(") ")
                    .append(shape.name())
                    .append(" | `")
                    .append(java(shape.type()))
                    .append("` |");
            for (Server server : servers) {
                page.append(' ').append(cell(shape, server)).append(" |");
            }
            page.append('\n');
            schemas.append("\n### ")
                    .append(row)
                    .append(". ")
                    .append(shape.name())
                    .append("\n\n```json\n")
                    .append(shape.schema())
                    .append("\n```\n");
        }
        page.append("\n## Notes\n\n");
        notes.forEach((words, number) ->
                page.append(number).append(". ").append(words).append('\n'));
        return page.append(schemas).toString();
    }

    private static String anchor(int row, Shape shape) {
        return row + "-"
                + shape.name()
                        .toLowerCase(java.util.Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-');
    }

    private String cell(Shape shape, Server server) {
        server.fake().says(shape.answer());
        Answers<?> answers = Answers.of(server.model(), TypeRef.of(shape.type()));
        Answer<?> answer = answers.chat(ChatRequest.of("Which?"));
        if (!shape.value().equals("?") && !isSame(answer.value(), shape.value())) {
            throw new AssertionError(server.name() + " read " + answer.value() + " for " + shape.name());
        }
        JsonNode sent = server.sent();
        List<String> numbers = new ArrayList<>();
        for (Notice notice : answer.response().notices()) {
            if (notice.subject().equals("the answer") || notice.subject().equals("output")) {
                numbers.add(String.valueOf(notes.computeIfAbsent(notice.text(), words -> notes.size() + 1)));
            }
        }
        String note = numbers.isEmpty() ? "" : " (" + String.join(", ", numbers) + ")";
        if (sent.isMissingNode()) {
            if (numbers.isEmpty()) {
                throw new AssertionError(server.name() + " got no schema of " + shape.name() + ", and nobody said so");
            }
            return "emulated" + note;
        }
        List<String> faults = server.subset().faults(sent);
        if (!faults.isEmpty() && answers.output().strict()) {
            throw new AssertionError(server.name() + " would refuse " + shape.name() + ": " + faults + " in " + sent);
        }
        if (!answers.output().strict()) {
            return "open" + note;
        }
        return numbers.isEmpty() ? "kept" : "adapted" + note;
    }

    static boolean isSame(Object one, Object other) {
        return Arrays.deepEquals(new Object[] {one}, new Object[] {other});
    }

    // ---- Java in a few words ----

    private static String java(Type type) {
        if (!(type instanceof Class<?> plain)) {
            return name(type);
        }
        if (plain.isRecord()) {
            return Arrays.stream(plain.getRecordComponents())
                    .map(SchemasPage::component)
                    .collect(Collectors.joining(", ", "record " + plain.getSimpleName() + "(", ")"));
        }
        if (plain.isEnum() && plain.getPackageName().startsWith("dev")) {
            return Arrays.stream(plain.getEnumConstants())
                    .map(Object::toString)
                    .collect(Collectors.joining(", ", "enum " + plain.getSimpleName() + " {", "}"));
        }
        if (plain.isSealed()) {
            return Arrays.stream(plain.getPermittedSubclasses())
                    .map(Class::getSimpleName)
                    .collect(Collectors.joining(", ", "sealed interface " + plain.getSimpleName() + ": ", ""));
        }
        return plain.getSimpleName();
    }

    private static String component(RecordComponent component) {
        boolean nullable = component.getAnnotatedType().getAnnotations().length > 0;
        return (nullable ? "@Nullable " : "") + name(component.getGenericType()) + " " + component.getName();
    }

    private static String name(Type type) {
        if (type instanceof ParameterizedType with) {
            return Arrays.stream(with.getActualTypeArguments())
                    .map(SchemasPage::name)
                    .collect(Collectors.joining(", ", name(with.getRawType()) + "<", ">"));
        }
        return type instanceof Class<?> plain ? plain.getSimpleName() : type.getTypeName();
    }
}
