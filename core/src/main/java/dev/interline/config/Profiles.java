package dev.interline.config;

import dev.interline.config.Node.Branch;
import dev.interline.config.Node.Word;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The key {@code profiles} of a file: what differs in one environment is laid over the rest of the file. Sections are
 * joined key by key, anything else takes the place of what was there, and an empty value takes a key away.
 *
 * <pre>{@code
 * profiles:
 *   prod:
 *     deployments: {azure: {endpoint: "https://prod.openai.azure.com"}}
 *     models: {chat: {route: [azure, bedrock]}}
 * }</pre>
 */
final class Profiles {
    static final String KEY = "profiles";

    private Profiles() {}

    /** The variable, and the system property, that choose profiles; separated by commas, the last on top. */
    static List<String> chosen(Environment environment) {
        String names = environment.variable("INTERLINE_PROFILE");
        if (names == null) {
            names = environment.variable("interline.profile");
        }
        return names == null ? List.of() : List.of(names.strip().split("\\s*,\\s*"));
    }

    /** The file with these profiles on it, and without all the others. */
    static Branch laid(Branch file, List<String> names) {
        Map<String, Branch> known = known(file);
        Branch result = file.with(KEY, null);
        for (String name : names) {
            Branch profile = known.get(name);
            if (profile == null) {
                Node section = file.get(KEY);
                throw new ConfigException((section == null ? file.place().source() : section.place()) + ": " + KEY
                        + ": " + (known.isEmpty() ? "there are none, but" : "there is no")
                        + " profile '" + name + "'"
                        + (known.isEmpty() ? " is chosen" : Nearest.among(name, known.keySet(), "known are")));
            }
            result = over(result, profile);
        }
        return result;
    }

    private static Map<String, Branch> known(Branch file) {
        Map<String, Branch> known = new LinkedHashMap<>();
        Node all = file.get(KEY);
        if (all == null) {
            return known;
        }
        if (!(all instanceof Branch profiles)) {
            throw new ConfigException(all.place() + ": " + KEY + ": needs keys of its own, not " + all.kind());
        }
        profiles.nodes().forEach((name, node) -> {
            Plan.checkName(name, node.place(), KEY + "." + name);
            if (!(node instanceof Branch profile)) {
                throw new ConfigException(
                        node.place() + ": " + KEY + "." + name + ": needs keys of its own, not " + node.kind());
            }
            if (profile.get(KEY) != null) {
                throw new ConfigException(node.place() + ": " + KEY + "." + name + "." + KEY
                        + ": a profile holds no profiles; write it beside this one");
            }
            known.put(name, profile);
        });
        return known;
    }

    private static Branch over(Branch below, Branch above) {
        Branch result = below;
        for (Map.Entry<String, Node> entry : above.nodes().entrySet()) {
            result = result.with(entry.getKey(), over(below.get(entry.getKey()), entry.getValue()));
        }
        return result;
    }

    private static @Nullable Node over(@Nullable Node below, Node above) {
        if (above instanceof Word word && word.text().isEmpty()) {
            return null;
        }
        if (above instanceof Branch branch) {
            return over(below instanceof Branch there ? there : new Branch(Map.of(), above.place()), branch);
        }
        return above;
    }
}
