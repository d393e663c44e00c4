package dev.interline.bedrock;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What AWS's own variables say, under the names that all AWS SDKs read.
 *
 * @param variables looks up an environment variable
 * @param properties looks up a system property
 */
record Surroundings(Function<String, @Nullable String> variables, Function<String, @Nullable String> properties) {
    static final String KEY = "AWS_BEARER_TOKEN_BEDROCK";
    private static final String KEY_PROPERTY = "aws.bearerTokenBedrock";

    static final Surroundings OWN = new Surroundings(System::getenv, System::getProperty);

    /** The Bedrock API key of the environment; null when there is none, or it is blank. */
    @Nullable
    String apiKey() {
        String variable = variables.apply(KEY);
        String key = variable == null || variable.isBlank() ? properties.apply(KEY_PROPERTY) : variable;
        return key == null || key.isBlank() ? null : key;
    }

    /** Whether hosts must be of the validated kind. */
    boolean fips() {
        return says("AWS_USE_FIPS_ENDPOINT", "aws.useFipsEndpoint");
    }

    /** Whether hosts must have IPv6 addresses, too. */
    boolean dualStack() {
        return says("AWS_USE_DUALSTACK_ENDPOINT", "aws.useDualstackEndpoint");
    }

    /** The property wins, as it does in the SDK. */
    private boolean says(String variable, String property) {
        String value = properties.apply(property);
        value = value == null ? variables.apply(variable) : value;
        return value != null && value.strip().toLowerCase(Locale.ROOT).equals("true");
    }
}
