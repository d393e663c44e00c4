package dev.interline.config;

import java.util.HashMap;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The providers by name: those that were handed in, and those on the class path. */
final class Providers {
    /** Ours, each in an artifact of its own: who forgot one is told which. */
    private static final Map<String, String> ARTIFACTS = new TreeMap<>(Map.of(
            "azure", "dev.interline:interline-azure",
            "bedrock", "dev.interline:interline-bedrock",
            "openai-compatible", "dev.interline:interline-wire",
            "vertex", "dev.interline:interline-vertex"));

    private final Map<String, Provider> found = new HashMap<>();

    Providers(Map<String, Provider> given) {
        try {
            add(ServiceLoader.load(Provider.class, Provider.class.getClassLoader()));
            add(ServiceLoader.load(Provider.class));
        } catch (ServiceConfigurationError e) {
            throw new ConfigException("a provider on the class path cannot be used: " + e.getMessage(), e);
        }
        found.putAll(given);
    }

    private void add(ServiceLoader<Provider> services) {
        for (Provider provider : services) {
            Provider before = found.putIfAbsent(provider.name(), provider);
            if (before != null
                    && !before.getClass().getName().equals(provider.getClass().getName())) {
                throw new ConfigException("two providers on the class path are called " + provider.name() + ": "
                        + before.getClass().getName() + " and "
                        + provider.getClass().getName() + "; remove one of them");
            }
        }
    }

    /** The provider of that name; null when its artifact is not there, or nobody knows it. */
    @Nullable
    Provider get(String name) {
        return found.get(name);
    }

    /** The artifact that brings it; null when nobody knows it. */
    static @Nullable String artifact(String name) {
        return ARTIFACTS.get(name);
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>(ARTIFACTS.keySet());
        names.addAll(found.keySet());
        return names;
    }
}
