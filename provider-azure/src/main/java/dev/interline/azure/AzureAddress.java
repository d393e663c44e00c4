package dev.interline.azure;

import dev.interline.wire.BaseUrl;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which address a resource answers at. Sources: "Azure OpenAI in Foundry Models API lifecycle", "Use the Azure OpenAI
 * Responses API" and "Deploy and use Claude models in Microsoft Foundry" of the Azure AI documentation.
 */
final class AzureAddress {
    private static final List<String> AZURE = List.of(".azure.com", ".azure.us", ".azure.cn");
    private static final Pattern DATED = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-preview)?");
    private static final Pattern DEPLOYMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final String FIRST_RESPONSES = "2025-03-01-preview";
    private static final Pattern PROJECT = Pattern.compile("/api/projects/[^/]+");

    private final BaseUrl endpoint;
    private final @Nullable String apiVersion;

    AzureAddress(BaseUrl endpoint, @Nullable String apiVersion) {
        this.endpoint = endpoint;
        this.apiVersion = apiVersion;
    }

    /** The resource's name, or whatever else tells this endpoint from others. */
    String resource() {
        String host = endpoint.host();
        return isAzure() ? host.substring(0, host.indexOf('.')) : endpoint.authority() + root();
    }

    private boolean isAzure() {
        for (String domain : AZURE) {
            if (endpoint.host().endsWith(domain)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The address of a deployment.
     *
     * @throws IllegalArgumentException when format, version and deployment do not go together
     */
    String of(AzureFormat format, String deployment) {
        return switch (format) {
            case MESSAGES -> messages();
            case RESPONSES -> openAi("/responses", "/responses", FIRST_RESPONSES);
            case CHAT_COMPLETIONS ->
                openAi("/chat/completions", "/deployments/" + segment(deployment) + "/chat/completions", "");
        };
    }

    /**
     * The address at which a deployment makes vectors.
     *
     * @throws IllegalArgumentException when version and deployment do not go together
     */
    String embeddings(String deployment) {
        return openAi("/embeddings", "/deployments/" + segment(deployment) + "/embeddings", "");
    }

    /** The address at which tokens are counted for Claude. */
    String count() {
        return messages() + "/count_tokens";
    }

    /** The address at which models are listed. */
    String models() {
        return openAi("/models", "/models", "");
    }

    private String openAi(String operation, String dated, String first) {
        String version = apiVersion;
        if (version == null || !isDated()) {
            String base = isAsGiven() ? endpoint.path() : root() + "/openai/v1";
            return endpoint.withPath(base) + operation + (version == null ? "" : "?api-version=" + version);
        }
        if (isAsGiven()) {
            throw new IllegalArgumentException("endpoint " + endpoint + " ends in /v1, which has no dated versions: "
                    + "leave api-version " + version + " out, or end the endpoint at its host");
        }
        if (version.compareTo(first) < 0) {
            throw new IllegalArgumentException("the Responses API needs api-version " + first + " or later, not "
                    + version + ": leave it out to use the v1 address, or choose the format chat-completions");
        }
        return endpoint.withPath(root() + "/openai" + dated) + "?api-version=" + version;
    }

    /** Claude lives at the Foundry host of a resource, whichever of its hosts was given, and outside its projects. */
    private String messages() {
        if (isAsGiven()
                && !endpoint.path().endsWith("/openai/v1")
                && !endpoint.path().endsWith("/anthropic/v1")) {
            return endpoint + "/messages";
        }
        BaseUrl at = endpoint.withHost(
                endpoint.host().replaceFirst("\\.(openai|cognitiveservices)\\.azure\\.com$", ".services.ai.azure.com"));
        String root = root();
        return at.withPath(PROJECT.matcher(root).matches() ? "" : root) + "/anthropic/v1/messages";
    }

    /** A path that ends in a version is complete. */
    private boolean isAsGiven() {
        return endpoint.path().endsWith("/v1");
    }

    private boolean isDated() {
        return apiVersion != null && DATED.matcher(apiVersion).matches();
    }

    /** The date of the version in the address; null when it has none. */
    @Nullable
    String date() {
        return isDated() ? apiVersion : null;
    }

    /** The path without what the routes append to it. */
    private String root() {
        return endpoint.path().replaceFirst("/(openai|anthropic)(/v1)?$", "");
    }

    private String segment(String deployment) {
        if (isDated() && !DEPLOYMENT.matcher(deployment).matches()) {
            throw new IllegalArgumentException("deployment \"" + deployment
                    + "\" cannot stand in an address: names have letters, digits and . _ - alone");
        }
        return deployment;
    }

    /** Which audience a token of Entra ID is for. */
    String scope() {
        String host = endpoint.host();
        if (host.endsWith(".azure.us")) {
            return "https://cognitiveservices.azure.us/.default";
        }
        if (host.endsWith(".azure.cn")) {
            return "https://cognitiveservices.azure.cn/.default";
        }
        return isDated() ? "https://cognitiveservices.azure.com/.default" : "https://ai.azure.com/.default";
    }

    /** Who issues tokens there; null for the public cloud. */
    @Nullable
    String authority() {
        String host = endpoint.host();
        if (host.endsWith(".azure.us")) {
            return "https://login.microsoftonline.us";
        }
        return host.endsWith(".azure.cn") ? "https://login.chinacloudapi.cn" : null;
    }

    /**
     * A version of the API, checked.
     *
     * @throws IllegalArgumentException when it is none
     */
    static String version(String version) {
        String word = version.strip().toLowerCase(Locale.ROOT);
        if (!DATED.matcher(word).matches()
                && !List.of("v1", "preview", "latest").contains(word)) {
            throw new IllegalArgumentException("api-version \"" + version
                    + "\" is none: give a date such as 2024-10-21, or v1 or preview, or leave it out");
        }
        return word;
    }
}
