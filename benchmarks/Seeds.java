import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Writes the bodies of recorded answers to files of their own, for a fuzzer to begin with. */
final class Seeds {
    private Seeds() {}

    /** Arguments: the folder of recordings, the end of the names of those below that are wanted, where to write. */
    public static void main(String[] args) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of(args[0]))) {
            files = all.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> file.getParent().toString().endsWith(args[1]))
                    .toList();
        }
        for (Path file : files) {
            byte[] body = body(Files.readString(file));
            if (body.length > 0) {
                Files.write(Path.of(args[2]).resolve(file.getFileName()), body);
            }
        }
    }

    private static byte[] body(String text) {
        int response = text.lastIndexOf("\"response\":");
        String binary = string(text, "\"bodyBase64\":", response);
        if (!binary.isEmpty()) {
            return Base64.getDecoder().decode(binary);
        }
        return string(text, "\"body\":", response).getBytes(StandardCharsets.UTF_8);
    }

    /** The text behind a name; empty when there is none. */
    private static String string(String text, String name, int from) {
        int at = from < 0 ? -1 : text.indexOf(name, from);
        int open = at < 0 ? -1 : text.indexOf('"', at + name.length());
        if (open < 0) {
            return "";
        }
        StringBuilder value = new StringBuilder();
        for (int i = open + 1; text.charAt(i) != '"'; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                c = text.charAt(++i);
                switch (c) {
                    case 'n' -> value.append('\n');
                    case 'r' -> value.append('\r');
                    case 't' -> value.append('\t');
                    case 'b' -> value.append('\b');
                    case 'f' -> value.append('\f');
                    case 'u' -> {
                        value.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
                        i += 4;
                    }
                    default -> value.append(c);
                }
            } else {
                value.append(c);
            }
        }
        return value.toString();
    }
}
