package dev.interline.examples;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** Comma-separated values as RFC 4180 writes them: quotes around what holds commas, quotes or new lines. */
final class Csv {
    private Csv() {}

    /** All rows; a last one without its new line counts, an empty line does not. */
    static List<List<String>> read(Reader from) throws IOException {
        PushbackReader in = new PushbackReader(from);
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '"') {
                quoted(in, field);
            } else if (c == ',') {
                row.add(take(field));
            } else if (c == '\n') {
                end(row, field, rows);
                row = new ArrayList<>();
            } else if (c != '\r') {
                field.append((char) c);
            }
        }
        end(row, field, rows);
        return rows;
    }

    private static void quoted(PushbackReader in, StringBuilder field) throws IOException {
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '"') {
                int next = in.read();
                if (next != '"') {
                    if (next >= 0) {
                        in.unread(next);
                    }
                    return;
                }
            }
            field.append((char) c);
        }
    }

    private static void end(List<String> row, StringBuilder field, List<List<String>> rows) {
        if (!row.isEmpty() || !field.isEmpty()) {
            row.add(take(field));
            rows.add(row);
        }
    }

    private static String take(StringBuilder field) {
        String text = field.toString();
        field.setLength(0);
        return text;
    }

    /** One row, with its new line. */
    static String line(String... fields) {
        StringBuilder line = new StringBuilder();
        for (String field : fields) {
            line.append(line.isEmpty() ? "" : ",");
            boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
            line.append(plain ? field : '"' + field.replace("\"", "\"\"") + '"');
        }
        return line.append('\n').toString();
    }
}
