package dev.interline.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Reads {@code .properties}: dotted keys are sections in sections, numbers among them ({@code route.0} or
 * {@code route[0]}) are places in a list. The JDK understands each line, but knows neither line numbers nor doubles,
 * so it is given one logical line at a time.
 */
final class PropertiesFile {
    private PropertiesFile() {}

    static Node.Branch read(String text, String source) {
        Place file = new Place(source, 0);
        Section root = new Section(file);
        String[] lines = text.split("\r\n|\r|\n", -1);
        for (int at = 0; at < lines.length; at++) {
            Place place = file.line(at + 1);
            StringBuilder logical = new StringBuilder(lines[at]);
            boolean comment =
                    lines[at].strip().startsWith("#") || lines[at].strip().startsWith("!");
            while (!comment && continues(logical) && at + 1 < lines.length) {
                logical.append('\n').append(lines[++at]);
            }
            parse(logical.toString(), place).forEach((key, value) -> root.put(key, Node.Word.written(value, place)));
        }
        if (root.entries.isEmpty()) {
            throw new ConfigException(file + ": the file is empty; it needs at least the section models");
        }
        return root.top();
    }

    /** The same tree from a map of dotted keys. */
    static Node.Branch of(Map<String, String> flat, String source) {
        Section root = new Section(new Place(source, 0));
        flat.forEach((key, value) -> root.put(key, Node.Word.written(value, root.place)));
        return root.top();
    }

    private static boolean continues(CharSequence line) {
        int slashes = 0;
        while (slashes < line.length() && line.charAt(line.length() - 1 - slashes) == '\\') {
            slashes++;
        }
        return slashes % 2 == 1;
    }

    private static Map<String, String> parse(String line, Place place) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(line));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(place + ": a \\u that is not followed by four hexadecimal digits");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> entries = new TreeMap<>();
        properties.forEach((key, value) -> entries.put(key.toString(), value.toString()));
        return entries;
    }

    /** A section while its keys come in, in any order. */
    private static final class Section {
        final Place place;
        final Map<String, Object> entries = new LinkedHashMap<>();

        Section(Place place) {
            this.place = place;
        }

        void put(String key, Node.Word word) {
            String path = key.replaceAll("\\[(\\d+)]", ".$1");
            Section section = this;
            int from = 0;
            for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', from)) {
                section = section.below(path.substring(from, dot), word.place(), key);
                from = dot + 1;
            }
            Object before = section.entries.putIfAbsent(path.substring(from), word);
            if (before instanceof Node.Word other) {
                throw new ConfigException(word.place() + ": the key " + key + " was given before, in line "
                        + other.place().line() + "; remove one of them");
            } else if (before instanceof Section other) {
                throw new ConfigException(word.place() + ": " + key
                        + " is given a single value here, but keys of its own in line " + other.place.line());
            }
        }

        private Section below(String name, Place at, String key) {
            Object next = entries.computeIfAbsent(name, absent -> new Section(at));
            if (next instanceof Section section) {
                return section;
            }
            throw new ConfigException(at + ": " + key + " cannot be, because " + name
                    + " was given a single value in line "
                    + ((Node.Word) next).place().line());
        }

        Node.Branch top() {
            return new Node.Branch(nodes(), place);
        }

        private Map<String, Node> nodes() {
            Map<String, Node> nodes = new LinkedHashMap<>();
            entries.forEach((name, value) ->
                    nodes.put(name, value instanceof Section section ? section.node() : (Node.Word) value));
            return nodes;
        }

        private Node node() {
            Map<String, Node> nodes = nodes();
            if (!nodes.keySet().stream().allMatch(name -> name.matches("\\d{1,4}"))) {
                return new Node.Branch(nodes, place);
            }
            TreeMap<Integer, Node> inOrder = new TreeMap<>();
            nodes.forEach((name, node) -> inOrder.put(Integer.valueOf(name), node));
            return new Node.Items(new ArrayList<>(inOrder.values()), place);
        }
    }
}
