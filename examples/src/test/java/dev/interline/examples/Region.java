package dev.interline.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a page under {@code docs} that a test writes, between {@code <!-- begin NAME -->} and {@code <!-- end NAME -->}.
 * To write it anew: {@code -Dinterline.pages=write}.
 */
public record Region(Path page, String name) {

    /** The part of that name of a page in {@code docs}. */
    public static Region of(String page, String name) {
        return new Region(Path.of("..", "docs", page), name);
    }

    /** Fails unless the page says this. */
    public void says(String text) {
        String begin = "<!-- begin " + name + " -->\n";
        String end = "<!-- end " + name + " -->";
        try {
            String whole = Files.readString(page);
            int from = whole.indexOf(begin) + begin.length();
            int to = whole.indexOf(end);
            assertThat(from).as("%s is in %s", begin, page).isGreaterThan(begin.length());
            if ("write".equals(System.getProperty("interline.pages"))) {
                whole = whole.substring(0, from) + text + whole.substring(to);
                Files.writeString(page, whole);
                to = whole.indexOf(end);
            }
            assertThat(whole.substring(from, to)).isEqualTo(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
