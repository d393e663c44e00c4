package dev.interline.bedrock;

import java.util.LinkedHashMap;
import java.util.Map;

/** System properties for one test, which are then as they were. */
final class Properties implements AutoCloseable {
    private final Map<String, String> before = new LinkedHashMap<>();

    /** Nothing of this machine is found: no files, no metadata. */
    static Properties nowhere() {
        return new Properties()
                .set("aws.configFile", "/does/not/exist")
                .set("aws.sharedCredentialsFile", "/does/not/exist")
                .set("aws.disableEc2Metadata", "true");
    }

    Properties set(String name, String value) {
        before.putIfAbsent(name, System.getProperty(name, ""));
        System.setProperty(name, value);
        return this;
    }

    @Override
    public void close() {
        before.forEach((name, value) -> {
            if (value.isEmpty()) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }
}
