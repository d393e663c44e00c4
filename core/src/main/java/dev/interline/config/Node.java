package dev.interline.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a file holds, whichever format it is written in: words, lists and sections, each with its place. Immutable. */
sealed interface Node {

    /** Whether two pieces of a file say the same, wherever they stand. */
    static boolean isSame(@Nullable Node a, @Nullable Node b) {
        if (a instanceof Word one && b instanceof Word other) {
            return one.text().equals(other.text());
        }
        if (a instanceof Items one && b instanceof Items other) {
            boolean same = one.nodes().size() == other.nodes().size();
            for (int i = 0; same && i < one.nodes().size(); i++) {
                same = isSame(one.nodes().get(i), other.nodes().get(i));
            }
            return same;
        }
        return a instanceof Branch one
                && b instanceof Branch other
                && one.nodes().keySet().equals(other.nodes().keySet())
                && one.nodes().entrySet().stream()
                        .allMatch(
                                entry -> isSame(entry.getValue(), other.nodes().get(entry.getKey())));
    }

    Place place();

    /** What it is, for messages. */
    String kind();

    /**
     * One value.
     *
     * @param text the value; may be a secret once it is resolved
     * @param shown what messages may show of it: as it stands in the file, references unresolved; null for nothing
     * @param fixed whether the program has set it, over the file and the environment
     */
    record Word(String text, @Nullable String shown, Place place, boolean fixed) implements Node {

        static Word written(String text, Place place) {
            return new Word(text, text, place, false);
        }

        @Override
        public String kind() {
            return "a single value";
        }

        /** For messages: the value as it stands in the file, or that it is not shown. */
        String quoted() {
            return shown == null ? "the value" : "'" + shown + "'";
        }

        @Override
        public String toString() {
            return "Word[" + place + "]";
        }
    }

    /** Several values in order. */
    record Items(List<Node> nodes, Place place) implements Node {
        public Items {
            nodes = List.copyOf(nodes);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Keys with values, in the order of the file. */
    record Branch(Map<String, Node> nodes, Place place) implements Node {
        public Branch {
            nodes = new LinkedHashMap<>(nodes);
        }

        @Nullable
        Node get(String key) {
            return nodes.get(key);
        }

        /** The same with one key set, or taken away when the node is null. */
        Branch with(String key, @Nullable Node node) {
            Map<String, Node> changed = new LinkedHashMap<>(nodes);
            if (node == null) {
                changed.remove(key);
            } else {
                changed.put(key, node);
            }
            return new Branch(changed, place);
        }

        @Override
        public String kind() {
            return "a section";
        }
    }
}
