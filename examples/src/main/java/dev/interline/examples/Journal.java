package dev.interline.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A file of messages and, beside it, the file of those that are done. The latter is all that outlives a crash. Not thread-safe. */
final class Journal implements AutoCloseable {

    /**
     * A line of the input.
     *
     * @param id its first column, by which it is known as done
     * @param text its second column
     */
    record Row(String id, String text) {}

    private final List<Row> rows;
    private final List<Row> missing;
    private final Writer out;
    private int added;

    private Journal(List<Row> rows, Set<String> done, Writer out) {
        this.rows = rows;
        this.missing = rows.stream().filter(row -> !done.contains(row.id())).toList();
        this.out = out;
    }

    /** Looks what is done and goes on behind it. */
    static Journal open(Path in, Path out) throws IOException {
        List<Row> rows =
                read(in).stream().map(row -> new Row(row.get(0), row.get(1))).toList();
        boolean begun = Files.exists(out);
        Set<String> done = new HashSet<>();
        if (begun) {
            cutTornLine(out);
            read(out).forEach(row -> done.add(row.get(0)));
        }
        Writer writer = Files.newBufferedWriter(out, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Journal journal = new Journal(rows, done, writer);
        if (!begun) {
            journal.write("id", "label");
        }
        return journal;
    }

    /** A crash in the middle of writing leaves half a line, which says nothing. */
    private static void cutTornLine(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(end);
        }
    }

    private static List<List<String>> read(Path file) throws IOException {
        try (Reader in = Files.newBufferedReader(file)) {
            List<List<String>> all = Csv.read(in);
            return all.subList(Math.min(1, all.size()), all.size()); // without the headings
        }
    }

    int rows() {
        return rows.size();
    }

    int done() {
        return rows.size() - missing.size() + added;
    }

    /** What was not done when the journal was opened. */
    List<Row> missing() {
        return missing;
    }

    /** The row is done, and stays so whatever happens to this program. */
    void add(Row row, String label) throws IOException {
        write(row.id(), label);
        added++;
    }

    private void write(String id, String label) throws IOException {
        out.write(Csv.line(id, label));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /** The messages that come along, in a file. */
    static Path sample() throws IOException {
        Path directory = Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"), "interline-example"));
        Path file = directory.resolve("messages.csv");
        try (InputStream messages = Journal.class.getResourceAsStream("/messages.csv")) {
            Files.copy(Objects.requireNonNull(messages, "messages.csv"), file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }
}
