package dev.interline.examples.driver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Reads one call a line from standard input, as a JSON object, and writes one answer a line to standard output. Calls
 * overlap, and are answered as they end; health and breakers live as long as the process, which ends with its input. What
 * may be asked stands in {@code docs/driver.md}.
 */
public final class Driver {
    private static final JsonMapper JSON = new JsonMapper();

    private final PrintStream out;
    private final Doors doors;

    Driver(PrintStream out, Doors doors) {
        this.out = out;
        this.doors = doors;
    }

    /** Runs until its input ends; takes no arguments. */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try (Doors doors = new Doors()) {
            new Driver(out, doors).run(System.in);
        }
    }

    /** Answers all that is asked, and returns when the last call has been answered. */
    void run(InputStream in) throws IOException, InterruptedException {
        ExecutorService calls = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "driver");
            thread.setDaemon(true);
            return thread;
        });
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank()) {
                String asked = line;
                calls.execute(() -> say(answer(asked)));
            }
        }
        calls.shutdown();
        calls.awaitTermination(1, TimeUnit.DAYS);
    }

    private void say(ObjectNode answer) {
        // one call of println a line: the stream keeps lines of different threads apart
        out.println(answer);
    }

    private ObjectNode answer(String line) {
        JsonNode id = NullNode.getInstance();
        try {
            JsonNode asked = JSON.readTree(line);
            id = asked.path("id").isValueNode() ? asked.path("id") : id;
            return Answer.of(Errand.read(asked), doors);
        } catch (JsonProcessingException e) {
            return Answer.refusal(id, "the line is no JSON: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            return Answer.refusal(id, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return Answer.crash(id, e);
        }
    }
}
