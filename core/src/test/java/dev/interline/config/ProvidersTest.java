package dev.interline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.ChatModel;
import dev.interline.Interline;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingSupplier;
import org.junit.jupiter.api.io.TempDir;

/** Providers that are found as services, as those of an application are. */
class ProvidersTest {
    private static final String FILE = """
            deployments:
              main: {provider: plugin, endpoint: e, api-key: k}
            models:
              chat: {deployment: main}
            """;

    @TempDir
    Path directory;

    /** A provider on the class path. */
    public static class Plugin implements Provider {
        private final FakeProvider fake = new FakeProvider("plugin");

        @Override
        public String name() {
            return fake.name();
        }

        @Override
        public ChatModel open(Settings settings, Shared shared) {
            return fake.open(settings, shared);
        }
    }

    /** Another one that takes the same name. */
    public static class SameName extends Plugin {}

    private <T> T withServices(String services, ThrowingSupplier<T> action) throws Throwable {
        Path list = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(list.resolve(Provider.class.getName()), services);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (var loader = new URLClassLoader(new URL[] {directory.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(loader);
            return action.get();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private Interline load() {
        return Interline.loader()
                .environment(Map.of())
                .load(ConfigFile.yaml(directory, FILE).path());
    }

    @Test
    void aProviderIsFoundOnTheClassPath() throws Throwable {
        String answer =
                withServices(Plugin.class.getName(), () -> load().model("chat").ask("hello"));
        assertThat(answer).isEqualTo("from e");
    }

    @Test
    void withoutItTheNameIsNotKnown() {
        assertThatThrownBy(this::load)
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith(
                        "line 2: deployments.main.provider: 'plugin' is not known; known are: azure, bedrock, openai-compatible, vertex");
    }

    @Test
    void twoOfOneNameAreAnError() {
        assertThatThrownBy(() -> withServices(Plugin.class.getName() + "\n" + SameName.class.getName(), this::load))
                .isInstanceOf(ConfigException.class)
                .hasMessage("two providers on the class path are called plugin: " + Plugin.class.getName() + " and "
                        + SameName.class.getName() + "; remove one of them");
    }

    @Test
    void oneThatCannotBeMadeIsAnError() {
        assertThatThrownBy(() -> withServices("no.such.Provider", this::load))
                .isInstanceOf(ConfigException.class)
                .hasMessage("a provider on the class path cannot be used: " + Provider.class.getName()
                        + ": Provider no.such.Provider not found");
    }
}
