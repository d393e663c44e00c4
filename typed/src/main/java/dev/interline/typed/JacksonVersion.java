package dev.interline.typed;

import com.fasterxml.jackson.core.Version;

/**
 * Whether the Jackson on the class path is one that we can run with. A bill of materials may have brought an older one;
 * better said at the first type, with the remedy, than as a missing class in the middle of it.
 */
final class JacksonVersion {
    /** What the remedy names; a test holds it against the parent pom. */
    static final String OURS = "2.21.8";

    /** JsonNode.properties() appeared here. */
    private static final int OLDEST_MINOR = 15;

    private JacksonVersion() {}

    /**
     * Looks at the versions.
     *
     * @throws IllegalStateException when one is too old; the message has the lines to add to the pom
     */
    static void check() {
        check("jackson-core", com.fasterxml.jackson.core.json.PackageVersion.VERSION);
        check("jackson-databind", com.fasterxml.jackson.databind.cfg.PackageVersion.VERSION);
    }

    static void check(String artifact, Version found) {
        if (found.getMajorVersion() == 2 && found.getMinorVersion() < OLDEST_MINOR) {
            throw new IllegalStateException(artifact + " " + found + " is on the class path, Interline needs 2."
                    + OLDEST_MINOR + " or newer. Add to the pom, under <dependencyManagement><dependencies> and before"
                    + " any other bill of materials:" + System.lineSeparator()
                    + "<dependency><groupId>com.fasterxml.jackson</groupId><artifactId>jackson-bom</artifactId><version>"
                    + OURS + "</version><type>pom</type><scope>import</scope></dependency>");
        }
    }
}
