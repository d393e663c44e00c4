package dev.interline.examples;

import dev.interline.testkit.FakeClouds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The page that says what becomes of each feature in each dialect. Every cell of it was tried. */
final class FormatsPage {
    private static final String INTRODUCTION = """
            # What becomes of a request, and of an answer

            The same `ChatRequest` goes to every cloud. Not every format can say everything, and not every model takes
            what its format can say; so here is what happens to each thing that a request may hold. Every cell was tried:
            a test sends the request with the feature and without it in each dialect, compares what arrives, and fails
            when this page says otherwise.

            | cell | meaning |
            | --- | --- |
            | yes | sent as asked, or so without being sent |
            | mapped | sent in another form or as the nearest value; a `Notice` in the response says so |
            | left out | not sent, because the target would refuse it; a `Notice` in the response says so |
            | no | `UnsupportedException` before anything is sent; a router moves on to the next target |

            The numbers lead to [what the library says](#what-the-library-says) in that case, and
            [below](#what-a-feature-is-called) stands what each feature is called in each format. "Invoke" is Bedrock's
            InvokeModel, which carries the Messages format.
            """;

    /**
     * What may hold without a word being sent: a model that never thinks need not be told so, and open models show their
     * thoughts unasked.
     */
    private static final Set<String> HOLDS_ANYWAY = Set.of(
            "effort none in Responses", "effort none in Chat", "effort none in Converse", "thoughts shown in Chat");

    private final List<String> vanished = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final StringBuilder page = new StringBuilder(INTRODUCTION);
    private final Map<String, Map<String, Set<String>>> names = new LinkedHashMap<>();

    private FormatsPage() {}

    static String write() {
        try (FakeClouds clouds = FakeClouds.start()) {
            FormatsPage page = new FormatsPage();
            page.requests(Dialect.all(clouds));
            page.families(Dialect.families(clouds));
            if (!page.vanished.isEmpty()) {
                throw new AssertionError("neither sent nor noticed: " + page.vanished);
            }
            page.names();
            page.said();
            page.answers(clouds);
            return page.page.toString();
        }
    }

    private void requests(List<Dialect> dialects) {
        page.append("\n## Requests\n");
        table(Feature.all(), dialects, true);
    }

    private void families(List<Dialect> dialects) {
        page.append("\n## Settings by model family\n\nWithin a format, families differ. The family is declared for a"
                + " deployment or comes from the catalogue; it is never guessed from a deployment's name. Of a family that"
                + " is not known, nothing is assumed, and what was asked is sent.\n");
        table(
                Feature.all().stream()
                        .filter(feature -> feature.group().matches("Settings|Reasoning"))
                        .toList(),
                dialects,
                false);
    }

    private void table(List<Feature> features, List<Dialect> dialects, boolean named) {
        page.append("\n| |");
        dialects.forEach(dialect -> page.append(" ")
                .append(dialect.format())
                .append("<br>")
                .append(dialect.cloud())
                .append("<br>")
                .append(dialect.family())
                .append(" |"));
        page.append("\n| --- |").append(" --- |".repeat(dialects.size())).append("\n");
        String group = "";
        for (Feature feature : features) {
            if (!feature.group().equals(group)) {
                group = feature.group();
                page.append("| **")
                        .append(group)
                        .append("** |")
                        .append(" |".repeat(dialects.size()))
                        .append("\n");
            }
            page.append("| ").append(feature.name()).append(" |");
            for (Dialect dialect : dialects) {
                Outcome outcome = Outcome.of(dialect, feature.base(), feature.full(dialect));
                String word = outcome.word();
                if (word.equals("silent") && !HOLDS_ANYWAY.contains(feature.name() + " in " + dialect.format())) {
                    vanished.add(feature.name() + " in " + dialect.format() + " on " + dialect.cloud() + ", "
                            + dialect.family());
                }
                page.append(" ")
                        .append(word.equals("silent") ? "yes" : word)
                        .append(marks(outcome))
                        .append(" |");
                if (named) {
                    names.computeIfAbsent(feature.name(), name -> new LinkedHashMap<>())
                            .computeIfAbsent(dialect.format(), format -> new TreeSet<>())
                            .addAll(outcome.fields());
                }
            }
            page.append("\n");
        }
    }

    private String marks(Outcome outcome) {
        Set<Integer> numbers = new TreeSet<>();
        for (String note : outcome.notes()) {
            if (!notes.contains(note)) {
                notes.add(note);
            }
            numbers.add(notes.indexOf(note) + 1);
        }
        return numbers.isEmpty()
                ? ""
                : " <sup>" + numbers.stream().map(String::valueOf).collect(Collectors.joining(", ")) + "</sup>";
    }

    private void names() {
        page.append("\n## What a feature is called\n\nThe fields of the request that a feature becomes, in the dialects"
                + " above.\n\n| | |\n| --- | --- |\n");
        names.forEach((feature, formats) -> {
            Map<Set<String>, Set<String>> byFields = new LinkedHashMap<>();
            formats.forEach((format, fields) -> {
                if (!fields.isEmpty()) {
                    byFields.computeIfAbsent(fields, key -> new LinkedHashSet<>())
                            .add(format);
                }
            });
            page.append("| ").append(feature).append(" | ");
            page.append(byFields.entrySet().stream()
                    .map(entry -> String.join(", ", entry.getValue()) + ": "
                            + entry.getKey().stream().map(FormatsPage::code).collect(Collectors.joining(", ")))
                    .collect(Collectors.joining("<br>")));
            page.append(" |\n");
        });
    }

    private static String code(String field) {
        for (String prose : List.of("without ", "header ")) {
            if (field.startsWith(prose)) {
                return prose + "`" + field.substring(prose.length()) + "`";
            }
        }
        return "`" + field + "`";
    }

    private void said() {
        page.append("\n## What the library says\n\n");
        for (int i = 0; i < notes.size(); i++) {
            page.append(i + 1).append(". ").append(notes.get(i)).append("\n");
        }
    }

    private void answers(FakeClouds clouds) {
        page.append("\n## Answers\n\nWhat is in an answer, and where it is found. A dash: the format has no such"
                + " thing.\n\n| | where |");
        List<Dialect> dialects = Answered.dialects(clouds);
        dialects.forEach(dialect -> page.append(" ").append(dialect.format()).append(" |"));
        page.append("\n| --- | --- |").append(" --- |".repeat(dialects.size())).append("\n");
        for (Answered row : Answered.all()) {
            page.append("| ")
                    .append(row.name())
                    .append(" | `")
                    .append(row.where())
                    .append("` |");
            for (Dialect dialect : dialects) {
                page.append(" ").append(row.isFoundIn(dialect) ? "yes" : "–").append(" |");
            }
            page.append("\n");
        }
    }
}
