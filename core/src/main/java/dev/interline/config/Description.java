package dev.interline.config;

import dev.interline.config.Node.Branch;
import dev.interline.config.Node.Items;
import dev.interline.config.Node.Word;
import dev.interline.policy.Defaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Prints a configuration as it holds, with everything in its place and no secret. */
final class Description {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/.][A-Za-z0-9/._@+%()-]*( [A-Za-z0-9/._+()-]+)*");
    private static final Pattern SAFE = Pattern.compile("[0-9.]{1,6}(ms|[smhd%])?|true|false|in-order|weighted"
            + "|round-robin|least-busy|fastest|cheapest|sticky ?\\(.*\\)|fail|restart|continue|refuse|warn|cheaper"
            + "|with-content");

    private final Environment environment;
    private final Masks masks = new Masks();
    private final StringBuilder text = new StringBuilder();

    private Description(Environment environment) {
        this.environment = environment;
    }

    /**
     * Everything.
     *
     * @param source what messages call the file
     * @param profiles those that are laid over it
     * @param file what it then holds
     */
    static String of(String source, List<String> profiles, Branch file, Environment environment) {
        Description description = new Description(environment);
        description.text.append("# ").append(source);
        description
                .text
                .append(profiles.isEmpty() ? "" : ", profile " + String.join(", ", profiles))
                .append('\n');
        description.section(file, List.of(), "", "");
        return description.masks.everywhere(description.text.toString());
    }

    private void section(Branch written, List<String> keys, String path, String indent) {
        nodes(written, path).forEach((key, node) -> node(node, with(keys, key), join(path, key), indent, key + ":"));
        if (keys.size() == 2 && keys.get(0).equals("models")) {
            defaults(nodes(written, path), indent);
        }
    }

    /** What holds in a section: as it was read, and as it is written where nobody has read it. */
    private Map<String, Node> nodes(Branch written, String path) {
        Map<String, Node> read = new LinkedHashMap<>();
        environment.settings(path).forEach(section -> read.putAll(section.values()));
        Map<String, Node> nodes = new LinkedHashMap<>();
        written.nodes().forEach((key, node) -> {
            Node known = read.get(key);
            nodes.put(key, known != null && isPlain(known) ? known : resolved(node, join(path, key)));
        });
        read.forEach(nodes::putIfAbsent);
        return nodes;
    }

    private static boolean isPlain(Node node) {
        return node instanceof Word
                || node instanceof Items items && items.nodes().stream().allMatch(Word.class::isInstance);
    }

    private Node resolved(Node node, String path) {
        boolean isReference = node instanceof Word word && word.text().equals(word.shown());
        return isReference || (!(node instanceof Word) && isPlain(node))
                ? new Resolution(environment).node(node, path)
                : node;
    }

    private void node(Node node, List<String> keys, String path, String indent, String lead) {
        if (node instanceof Word word) {
            line(indent + lead + " " + shown(word, keys), comment(word));
        } else if (node instanceof Branch branch) {
            line(indent + lead, null);
            section(branch, keys, path, indent + "  ");
        } else if (node instanceof Items items) {
            items(items, keys, path, indent, lead);
        }
    }

    private void items(Items items, List<String> keys, String path, String indent, String lead) {
        if (items.nodes().stream().allMatch(Word.class::isInstance)) {
            List<String> words = new ArrayList<>();
            List<String> comments = new ArrayList<>();
            for (Node item : items.nodes()) {
                words.add(shown((Word) item, keys));
                String comment = comment((Word) item);
                if (comment != null) {
                    comments.add(comment);
                }
            }
            line(
                    indent + lead + " [" + String.join(", ", words) + "]",
                    comments.isEmpty() ? null : String.join(", ", comments));
            return;
        }
        line(indent + lead, null);
        int at = 0;
        for (Node item : items.nodes()) {
            String place = path + "[" + at++ + "]";
            if (item instanceof Branch branch) {
                line(indent + "  -", null);
                section(branch, keys, place, indent + "    ");
            } else {
                node(resolved(item, place), keys, place, indent + "  ", "-");
            }
        }
    }

    private String shown(Word word, List<String> keys) {
        if (word.text().isEmpty()) {
            return "\"\"";
        }
        String shown = masks.show(word, keys, SAFE.matcher(word.text()).matches());
        return shown.equals(Masks.MASK) || PLAIN.matcher(shown).matches()
                ? shown
                : '"' + shown.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private static @Nullable String comment(Word word) {
        String source = Masks.source(word);
        return source != null && word.text().isEmpty() ? source + ", not set" : source;
    }

    private void line(String line, @Nullable String comment) {
        text.append(line)
                .append(comment == null ? "" : "  # " + comment.replace("\n", " "))
                .append('\n');
    }

    /** What the router does where a model says nothing. */
    private void defaults(Map<String, Node> given, String indent) {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("strategy", "in-order");
        defaults.put("deadline", words(Defaults.DEADLINE));
        defaults.put("max-retry-wait", words(Defaults.MAX_RETRY_WAIT));
        defaults.put("max-attempts", String.valueOf(Defaults.MOST_ATTEMPTS));
        if (!(given.get("kind") instanceof Word kind && kind.text().equals("embeddings"))) {
            defaults.put("on-stream-failure", "fail");
            defaults.put("sticky", words(Defaults.STICKY));
            defaults.put("fail-over-when-blocked", "false");
        }
        defaults.put("exercise", "0%");
        defaults.forEach((key, value) -> {
            if (!given.containsKey(key)) {
                line(indent + key + ": " + value, "default");
            }
        });
    }

    private static String words(Duration duration) {
        return duration.toSeconds() % 60 == 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
    }

    private static List<String> with(List<String> keys, String key) {
        List<String> more = new ArrayList<>(keys);
        more.add(key);
        return more;
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
