package dev.interline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.config.Provider;
import dev.interline.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the jars tell GraalVM's native-image is there, and all that it must be told is told. */
class ReachabilityTest {
    private static final String FOLDER = "META-INF/native-image/dev.interline/";

    /** A library that the user may add, and that is not here. */
    private static final String OPTIONAL = "com.azure.identity.";

    @ParameterizedTest
    @ValueSource(
            strings = {"interline-core", "interline-wire", "interline-azure", "interline-bedrock", "interline-vertex"})
    void whatIsNamedIsThere(String jar) throws Exception {
        JsonNode metadata = read(jar);
        for (JsonNode reflection : metadata.path("reflection")) {
            String name = reflection.path("type").asText();
            if (name.startsWith(OPTIONAL)) {
                continue;
            }
            Class<?> type = Class.forName(name);
            for (JsonNode field : reflection.path("fields")) {
                assertThat(type.getDeclaredField(field.path("name").asText())).isNotNull();
            }
            for (JsonNode method : reflection.path("methods")) {
                List<Class<?>> parameters = new ArrayList<>();
                for (JsonNode parameter : method.path("parameterTypes")) {
                    parameters.add(Class.forName(parameter.asText()));
                }
                Class<?>[] types = parameters.toArray(new Class<?>[0]);
                String called = method.path("name").asText();
                assertThat(called.equals("<init>") ? type.getConstructor(types) : type.getMethod(called, types))
                        .isNotNull();
            }
        }
        for (JsonNode resource : metadata.path("resources")) {
            String glob = resource.path("glob").asText();
            // the file of the program is the program's
            assertThat(glob.equals("interline.yaml") || !urls(glob).isEmpty())
                    .as(glob)
                    .isTrue();
        }
    }

    @Test
    void everyProviderIsNamed() throws Exception {
        List<String> named = new ArrayList<>();
        for (String jar : List.of("interline-wire", "interline-azure", "interline-bedrock", "interline-vertex")) {
            read(jar)
                    .path("reflection")
                    .forEach(reflection -> named.add(reflection.path("type").asText()));
        }
        for (Provider provider : ServiceLoader.load(Provider.class)) {
            assertThat(named).contains(provider.getClass().getName());
        }
    }

    private static JsonNode read(String jar) throws IOException {
        List<URL> files = urls(FOLDER + jar + "/reachability-metadata.json");
        assertThat(files).as(jar).hasSize(1);
        try (InputStream in = files.get(0).openStream()) {
            byte[] bytes = in.readAllBytes();
            return Json.read(bytes, 0, bytes.length);
        }
    }

    private static List<URL> urls(String name) throws IOException {
        return java.util.Collections.list(
                ReachabilityTest.class.getClassLoader().getResources(name));
    }
}
