package dev.interline.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.core.json.PackageVersion;
import dev.interline.config.ConfigException;
import java.security.CodeSource;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;

/**
 * Whether the libraries on the class path are those that we can run with. Another library, or a bill of materials, may
 * have brought older ones; better said at the start and with the remedy than as a missing class in the middle of a call.
 */
final class Libraries {
    /** What the remedy names; a test holds them against the parent pom. */
    static final String OKHTTP = "5.5.1";

    static final String JACKSON = "2.21.8";

    /** StreamReadConstraints and JsonNode.properties() appeared here. */
    private static final int OLDEST_JACKSON_MINOR = 15;

    /** OkHttp 5 lets us listen to one call beside the listeners of the client; 4 has one listener a call. */
    static final boolean CALLS_TAKE_LISTENERS = callsTakeListeners();

    /** Whether what only OkHttp 5 has may be called. */
    static final boolean IS_OKHTTP_5 = CALLS_TAKE_LISTENERS;

    private static volatile boolean known;

    private Libraries() {}

    /**
     * Looks at the versions.
     *
     * @throws ConfigException when one is too old; the message has the lines to add to the pom
     */
    static void check() {
        if (known) {
            return;
        }
        jackson(PackageVersion.VERSION, jar(JsonFactory.class));
        okhttp(version(), jar(OkHttpClient.class));
        known = true;
    }

    static void jackson(Version found, String jar) {
        if (found.getMajorVersion() == 2 && found.getMinorVersion() < OLDEST_JACKSON_MINOR) {
            throw new ConfigException("jackson-core " + found + " is on the class path (" + jar
                    + "), Interline needs 2."
                    + OLDEST_JACKSON_MINOR + " or newer. "
                    + remedy("com.fasterxml.jackson", "jackson-bom", JACKSON, "<type>pom</type><scope>import</scope>"));
        }
    }

    static void okhttp(String found, String jar) {
        if (!found.startsWith("4.1") && !found.startsWith("5.")) {
            throw new ConfigException("okhttp " + found + " is on the class path (" + jar
                    + "), Interline needs 4.10 or newer. " + remedy("com.squareup.okhttp3", "okhttp", OKHTTP, ""));
        }
    }

    private static String remedy(String group, String artifact, String version, String more) {
        return "Add to the pom, under <dependencyManagement><dependencies> and before any other bill of materials:"
                + System.lineSeparator() + "<dependency><groupId>" + group + "</groupId><artifactId>" + artifact
                + "</artifactId><version>" + version + "</version>" + more + "</dependency>";
    }

    /** Read at run time: the compiler would write the version that we were built with into our own class. */
    private static String version() {
        try {
            Class<?> told = Class.forName("okhttp3.OkHttp", true, OkHttpClient.class.getClassLoader());
            // OkHttp 3 has no such class, but finds the one of an OkHttp behind it
            return jar(told).equals(jar(OkHttpClient.class))
                    ? String.valueOf(told.getField("VERSION").get(null))
                    : "3 or older";
        } catch (ReflectiveOperationException e) {
            return "3 or older";
        }
    }

    private static String jar(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return "of unknown origin";
        }
        String path = source.getLocation().getPath();
        return path.substring(path.lastIndexOf('/', path.length() - 2) + 1);
    }

    private static boolean callsTakeListeners() {
        try {
            Call.class.getMethod("addEventListener", EventListener.class);
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }
}
