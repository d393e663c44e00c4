package dev.interline.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page in Markdown. */
record Page(String text) {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");

    static Page read(Path file) throws IOException {
        return new Page(Files.readString(file));
    }

    /** The blocks of code in a language, in order. */
    List<String> blocks(String language) {
        List<String> blocks = new ArrayList<>();
        List<String> block = null;
        for (String line : text.lines().toList()) {
            if (line.equals("```" + language)) {
                block = new ArrayList<>();
            } else if (line.equals("```") && block != null) {
                blocks.add(String.join("\n", block).strip());
                block = null;
            } else if (block != null) {
                block.add(line);
            }
        }
        return blocks;
    }

    /** Where its links lead to in this repository, relative to it. */
    List<String> links() {
        List<String> links = new ArrayList<>();
        Matcher link = LINK.matcher(text);
        while (link.find()) {
            links.add(link.group(1));
        }
        return links;
    }

    /** The lines of code, blank ones not counted. */
    static long lines(String code) {
        return code.lines().filter(line -> !line.isBlank()).count();
    }
}
