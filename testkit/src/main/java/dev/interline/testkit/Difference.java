package dev.interline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A place in which two trees differ.
 *
 * @param path a JSON pointer
 */
record Difference(String path, String recorded, String asked) {
    private static final int LONGEST = 160;

    static List<Difference> between(JsonNode recorded, JsonNode asked) {
        List<Difference> found = new ArrayList<>();
        compare("", recorded, asked, found);
        return found;
    }

    private static void compare(String path, JsonNode recorded, JsonNode asked, List<Difference> found) {
        if (recorded.isObject() && asked.isObject()) {
            Set<String> names = new TreeSet<>();
            recorded.fieldNames().forEachRemaining(names::add);
            asked.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(path + "/" + name, recorded.path(name), asked.path(name), found));
        } else if (recorded.isArray() && asked.isArray()) {
            for (int i = 0; i < Math.max(recorded.size(), asked.size()); i++) {
                compare(path + "/" + i, recorded.path(i), asked.path(i), found);
            }
        } else if (!recorded.equals(asked)) {
            found.add(new Difference(path, told(recorded), told(asked)));
        }
    }

    private static String told(JsonNode value) {
        String text = value.isMissingNode() ? "nothing" : value.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    @Override
    public String toString() {
        return path + ": recorded " + recorded + ", asked " + asked;
    }
}
