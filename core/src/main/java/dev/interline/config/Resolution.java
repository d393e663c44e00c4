package dev.interline.config;

import dev.interline.config.Node.Branch;
import dev.interline.config.Node.Items;
import dev.interline.config.Node.Word;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Settles what the settings of one section are: an override from the environment instead of what is in the file, and
 * values for references. Collects the variables that are missing, so that they can be told all at once.
 */
final class Resolution {
    private final Environment environment;
    private final List<Missing> missing = new ArrayList<>();

    Resolution(Environment environment) {
        this.environment = environment;
    }

    /**
     * A variable that has no value, or a file that is not there, and the setting that needs it.
     *
     * @param name of a file, {@value Variables#FILE} and its path
     */
    record Missing(String name, Place place, String path) {

        boolean isFile() {
            return name.startsWith(Variables.FILE);
        }

        /** As a part of a sentence. */
        static String words(Collection<Missing> missing) {
            String variables = names(missing, false, "not set");
            String files = names(missing, true, "not there");
            return variables.isEmpty() || files.isEmpty() ? variables + files : variables + " and " + files;
        }

        private static String names(Collection<Missing> missing, boolean files, String what) {
            List<String> names = missing.stream()
                    .filter(each -> each.isFile() == files)
                    .map(Missing::name)
                    .distinct()
                    .toList();
            return names.isEmpty() ? "" : String.join(", ", names) + (names.size() == 1 ? " is " : " are ") + what;
        }

        /** As an error of a file that cannot do without. */
        static String error(Collection<Missing> missing) {
            String variables = lines(missing, false);
            String files = lines(missing, true);
            return (variables.isEmpty()
                            ? ""
                            : "these variables are set neither in the environment nor as system properties:\n"
                                    + variables)
                    + (files.isEmpty() ? "" : "these files are not there:\n" + files)
                    + (variables.isEmpty() ? "put them there" : "set them, give a default as in ${NAME:default}")
                    + ", or mark what can do without as optional: true";
        }

        private static String lines(Collection<Missing> missing, boolean files) {
            return missing.stream()
                    .filter(each -> each.isFile() == files)
                    .map(each -> "  " + each + "\n")
                    .collect(Collectors.joining());
        }

        @Override
        public String toString() {
            return (isFile() ? name.substring(Variables.FILE.length()) : name)
                    + (place.line() > 0 ? ", line " + place.line() : "") + ": " + path;
        }
    }

    List<Missing> missing() {
        return missing;
    }

    Branch section(Branch section, String path) {
        Map<String, Node> nodes = new LinkedHashMap<>();
        section.nodes().forEach((key, node) -> nodes.put(key, node(node, path + "." + key)));
        return new Branch(nodes, section.place());
    }

    Node node(Node node, String path) {
        if (node instanceof Branch branch) {
            return section(branch, path);
        }
        Word override = environment.override(path);
        if (node instanceof Word word && word.fixed()) {
            return word;
        }
        if (override != null) {
            return override;
        }
        if (node instanceof Items list) {
            List<Node> nodes = new ArrayList<>();
            for (Node item : list.nodes()) {
                nodes.add(node(item, path + "[" + nodes.size() + "]"));
            }
            return new Items(nodes, list.place());
        }
        return word((Word) node, path);
    }

    private String standIn(String name, Word word, String path) {
        String value = environment.standIn();
        if (value == null) {
            missing.add(new Missing(name, word.place(), path));
        }
        return value == null ? "" : value;
    }

    private Word word(Word word, String path) {
        Variables variables = new Variables(
                environment::variable, file -> SecretFile.read(file, environment), name -> standIn(name, word, path));
        try {
            return new Word(variables.expand(word.text()), word.shown(), word.place(), false);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(word.place() + ": " + path + ": " + e.getMessage());
        }
    }
}
