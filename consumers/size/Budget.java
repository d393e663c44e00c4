import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** Counts the jars and bytes of a class path, and fails where they are more than the budget. */
public final class Budget {
    private Budget() {}

    /** Arguments: the file of budgets, the name in it, the class path. */
    public static void main(String[] args) throws IOException {
        Properties budget = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
            budget.load(in);
        }
        String name = args[1];
        long bytes = 0;
        List<String> jars = new ArrayList<>();
        for (String entry : args[2].split(java.io.File.pathSeparator)) {
            Path file = Path.of(entry);
            if (entry.endsWith(".jar")) {
                bytes += Files.size(file);
                jars.add(String.format(Locale.ROOT, "%,11d %s", Files.size(file), file.getFileName()));
            }
        }
        jars.sort(null);
        jars.forEach(System.out::println);
        double mib = bytes / 1048576.0;
        int most = Integer.parseInt(budget.getProperty(name + ".jars"));
        double largest = Double.parseDouble(budget.getProperty(name + ".mib"));
        String found = String.format(
                Locale.ROOT, "interline-%s: %d jars of %d, %.2f MiB of %.2f", name, jars.size(), most, mib, largest);
        System.out.println(found);
        if (jars.isEmpty() || jars.size() > most || mib > largest) {
            throw new AssertionError("over budget: " + found);
        }
    }
}
