package dev.interline.vertex;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model's name as Vertex AI knows it: a bare id ({@code gemini-3.6-flash}), one with its publisher
 * ({@code meta/llama-4-maverick-17b-128e-instruct-maas}, {@code publishers/google/models/gemini-3.6-flash}), an endpoint
 * ({@code endpoints/1234}), or any of these behind {@code projects/…/locations/…/}. Names are the makers' own and tell who
 * that is. Source: the resource names in the protocol definition {@code prediction_service} of the Vertex AI API.
 *
 * @param publisher empty for an endpoint
 * @param model the publisher's id of the model, or the endpoint's id
 */
record ModelName(String publisher, String model) {
    private static final Pattern FULL = Pattern.compile("projects/([^/]+)/locations/([^/]+)/(.+)");
    private static final Pattern PUBLISHED = Pattern.compile("publishers/([^/]+)/models/([^/]+)");
    private static final Pattern ENDPOINT = Pattern.compile("endpoints/([^/]+)");
    private static final Pattern WITH_PUBLISHER = Pattern.compile("([^/]+)/([^/]+)");
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]*");

    private static final List<String> MISTRAL =
            List.of("mistral", "ministral", "codestral", "magistral", "devstral", "pixtral");

    /**
     * Reads a name.
     *
     * @param project of the caller; null for none
     * @param location of the caller; null for none
     * @throws IllegalArgumentException when it is no name, or one of another project or location
     */
    static ModelName parse(String name, @Nullable String project, @Nullable String location) {
        String text = name.strip();
        Matcher full = FULL.matcher(text);
        if (full.matches()) {
            if (!full.group(1).equals(project) || !full.group(2).equals(location)) {
                throw new IllegalArgumentException("model " + text + " is in another project or location than "
                        + (project == null ? "express mode, which has none" : project + "/" + location)
                        + ": name it from publishers/ or endpoints/ on, and set project and location to its own");
            }
            text = full.group(3);
        }
        Matcher published = PUBLISHED.matcher(text);
        if (published.matches()) {
            return checked(published.group(1), published.group(2), name);
        }
        Matcher endpoint = ENDPOINT.matcher(text);
        if (endpoint.matches()) {
            return checked("", endpoint.group(1), name);
        }
        Matcher vendor = WITH_PUBLISHER.matcher(text);
        if (vendor.matches()) {
            return checked(vendor.group(1), vendor.group(2), name);
        }
        return checked(publisher(text), text, name);
    }

    private static ModelName checked(String publisher, String model, String name) {
        if (!SEGMENT.matcher(model).matches()
                || !publisher.isEmpty() && !SEGMENT.matcher(publisher).matches()) {
            throw new IllegalArgumentException("\"" + name + "\" is no model of Vertex AI: write its id such as "
                    + "gemini-3.6-flash or claude-haiku-4-5@20251001, with publisher such as "
                    + "meta/llama-3.3-70b-instruct-maas, or endpoints/ and a number");
        }
        return new ModelName(publisher, model);
    }

    private static String publisher(String model) {
        if (model.startsWith("claude")) {
            return "anthropic";
        }
        if (MISTRAL.stream().anyMatch(model::startsWith)) {
            return "mistralai";
        }
        return model.matches("gpt-\\d.*|o\\d.*") ? "openai" : "google";
    }

    boolean isEndpoint() {
        return publisher.isEmpty();
    }

    boolean isMistral() {
        return publisher.equals("mistralai");
    }

    /** The maker's name of the model, without its date and how it is served; null for an endpoint, which tells nothing. */
    @Nullable
    String told() {
        return isEndpoint() ? null : model.replaceFirst("@.*$", "").replaceFirst("-maas$", "");
    }

    /** What is spoken best to the model; of an endpoint, what its declared family speaks. */
    VertexFormat usual(String family) {
        String maker = isEndpoint() && !family.isEmpty() ? publisher(family) : publisher;
        return switch (maker) {
            case "" -> VertexFormat.GENERATE_CONTENT;
            case "google" ->
                isEndpoint() && !family.startsWith("gemini")
                        ? VertexFormat.CHAT_COMPLETIONS
                        : VertexFormat.GENERATE_CONTENT;
            case "anthropic" -> VertexFormat.MESSAGES;
            case "openai" ->
                isEndpoint() || model.contains("oss") ? VertexFormat.CHAT_COMPLETIONS : VertexFormat.RESPONSES;
            default -> VertexFormat.CHAT_COMPLETIONS;
        };
    }
}
