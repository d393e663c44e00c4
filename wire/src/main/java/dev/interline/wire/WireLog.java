package dev.interline.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what goes over the wire to whoever looks for a fault, without a credential and without a word of the conversation:
 * of headers and parameters only those are shown whose values are known to be harmless, of bodies only their form.
 */
final class WireLog {
    private static final Logger LOG = LoggerFactory.getLogger("dev.interline.wire");

    private static final Set<String> HARMLESS = Set.of(
            "accept",
            "anthropic-beta",
            "anthropic-version",
            "apim-request-id",
            "azure-openai-deployment-utilization",
            "content-encoding",
            "content-length",
            "content-type",
            "date",
            "request-id",
            "retry-after",
            "retry-after-ms",
            "server",
            "transfer-encoding",
            "user-agent",
            "via",
            "x-amz-date",
            "x-amz-retry-after",
            "x-amzn-errortype",
            "x-amzn-requestid",
            "x-goog-request-id",
            "x-ms-region",
            "x-request-id",
            "x-server-timeout",
            "x-should-retry");
    private static final Set<String> PARAMETERS = Set.of("alt", "api-version");

    /** Sections of settings; numbers elsewhere may be part of the conversation, such as arguments of a tool. */
    private static final Set<String> SETTINGS = Set.of("generationConfig", "inferenceConfig", "reasoning", "thinking");

    private static final Set<String> ROLES = Set.of("user", "assistant", "system", "developer", "tool", "model");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]{0,39}");
    private static final int LONGEST = 8_000;

    private WireLog() {}

    static void asked(Request request, Outgoing outgoing) {
        if (!LOG.isDebugEnabled()) {
            return;
        }
        LOG.debug(
                "> {} {} ({} bytes){}",
                request.method(),
                address(request.url()),
                outgoing.bytes().length,
                headers(request.headers()));
        if (LOG.isTraceEnabled() && outgoing.hasBody()) {
            LOG.trace("> {}", form(outgoing.body()));
        }
    }

    static void answered(Request request, Reply reply) {
        if (LOG.isDebugEnabled()) {
            LOG.debug("< {} from {}{}", reply.status(), request.url().host(), headers(reply.okHeaders()));
        }
    }

    static String address(HttpUrl url) {
        StringBuilder address = new StringBuilder(url.scheme())
                .append("://")
                .append(url.host())
                .append(url.port() == HttpUrl.defaultPort(url.scheme()) ? "" : ":" + url.port())
                .append(url.encodedPath());
        char before = '?';
        for (int i = 0; i < url.querySize(); i++) {
            String name = url.queryParameterName(i);
            address.append(before)
                    .append(name)
                    .append('=')
                    .append(PARAMETERS.contains(name) ? url.queryParameterValue(i) : "[hidden]");
            before = '&';
        }
        return address.toString();
    }

    static String headers(Headers headers) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i);
            boolean shown = HARMLESS.contains(name.toLowerCase(Locale.ROOT))
                    || name.regionMatches(true, 0, "x-ratelimit-", 0, 12);
            lines.append("\n  ").append(name).append(": ").append(shown ? headers.value(i) : "[hidden]");
        }
        return lines.toString();
    }

    /** Names and structure, settings and roles; of every other text no more than its length. */
    static String form(JsonNode body) {
        StringBuilder form = new StringBuilder();
        object(body, true, true, form);
        return form.length() > LONGEST ? form.substring(0, LONGEST) + "…" : form.toString();
    }

    private static void object(JsonNode node, boolean top, boolean settings, StringBuilder form) {
        char before = '{';
        for (Map.Entry<String, JsonNode> each : node.properties()) {
            String name = each.getKey();
            form.append(before)
                    .append(NAME.matcher(name).matches() ? name : "…")
                    .append(':');
            JsonNode value = each.getValue();
            boolean known = top && name.equals("model") || name.equals("role") && ROLES.contains(value.asText());
            if (value.isTextual() && known) {
                form.append('"').append(value.textValue()).append('"');
            } else if (value.isObject()) {
                object(value, false, top && SETTINGS.contains(name), form);
            } else {
                value(value, settings, form);
            }
            before = ',';
        }
        form.append(before == '{' ? "{}" : "}");
    }

    private static void value(JsonNode node, boolean settings, StringBuilder form) {
        if (form.length() > LONGEST) {
            return;
        }
        if (node.isArray()) {
            char before = '[';
            for (JsonNode each : node) {
                form.append(before);
                value(each, false, form);
                before = ',';
            }
            form.append(before == '[' ? "[]" : "]");
        } else if (node.isObject()) {
            object(node, false, false, form);
        } else if (node.isTextual()) {
            form.append('<').append(node.textValue().length()).append('>');
        } else {
            form.append(settings ? node.asText() : "#");
        }
    }
}
