package dev.interline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a file is broken, what comes out is models or a {@link ConfigException}. */
class BrokenFilesTest {
    private static final String YAML = """
            deployments:
              main: &main
                provider: azure
                endpoint: ${HOST:https://main.example}
                api-key: "k${A:}"
                headers: {x-team: billing}
                abilities: [tools, images]
                connect-timeout: 1m30s
              spare: {provider: acme, endpoint: e, api-key: k, optional: true, pool: {size: 4}}
            models:
              chat:
                route:
                  - main
                  - {deployment: spare, weight: 0.5, name: other}
                  - {provider: acme, endpoint: e, api-key: k, name: last}
                order: [other, main]
                deadline: 90s
            """;
    private static final String PROPERTIES = """
            deployments.main.provider=azure
            deployments.main.endpoint=${HOST:e}
            deployments.main.api-key=k
            models.chat.route[0].deployment=main
            models.chat.route[0].weight=0.5
            models.chat.deadline=90s
            """;
    private static final String PIECES = ":{}[],-#&*!|>'\"%@`$\\~= \n\t.0a\u0000\uD800é";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void everythingElseIsImpossible(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 250; round++) {
            boolean yaml = random.nextInt(4) > 0;
            String text = broken(yaml ? YAML : PROPERTIES, random);
            ConfigFile file;
            try {
                file = yaml ? ConfigFile.yaml(directory, text) : ConfigFile.properties(directory, text);
            } catch (java.io.UncheckedIOException e) {
                continue; // half a surrogate cannot be written
            }
            Throwable problem = catchThrowable(() -> file.load().close());
            assertThat(problem == null || problem.getClass() == ConfigException.class)
                    .as("seed %d, round %d: %s%n%s", seed, round, problem, text)
                    .isTrue();
        }
    }

    private static String broken(String text, Random random) {
        StringBuilder broken = new StringBuilder(text);
        for (int edits = random.nextInt(4); edits >= 0; edits--) {
            int at = random.nextInt(broken.length());
            switch (random.nextInt(4)) {
                case 0 -> broken.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
                case 1 -> broken.deleteCharAt(at);
                case 2 -> broken.setCharAt(at, PIECES.charAt(random.nextInt(PIECES.length())));
                default -> {
                    List<String> lines =
                            new ArrayList<>(broken.toString().lines().toList());
                    Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
                    broken = new StringBuilder(String.join("\n", lines)).append('\n');
                }
            }
        }
        return broken.toString();
    }
}
