package dev.interline.examples.check;

import dev.interline.CallContext;
import dev.interline.Interline;
import dev.interline.ModelInfo;
import dev.interline.ModelListing;
import dev.interline.Profile;
import dev.interline.config.Nearest;
import dev.interline.error.ChatException;
import dev.interline.error.TimedOutException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in plain words what is wrong with a deployment and what to do about it. */
final class Diagnosis {
    private static final int SHOWN = 8;
    private static final Duration LISTING = Duration.ofSeconds(30);
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private Diagnosis() {}

    /** The failure in one line, without the names that stand beside it anyway. */
    static String inShort(ChatException e) {
        StringBuilder line = new StringBuilder().append(e.kind());
        if (e.status() != 0) {
            line.append(' ').append(e.status());
        }
        String message = String.valueOf(e.getMessage()).replace("\n", " ");
        String place = e.model().map(Object::toString).orElse("") + ": ";
        return line.append(": ")
                .append(message.startsWith(place) ? message.substring(place.length()) : message)
                .toString();
    }

    /** What to do where there is no credential to call with. */
    static List<String> ofCredential(ChatException e) {
        return e.kind() == ChatException.Kind.DENIED
                ? List.of("-> Sign in on this machine, or give the deployment a key; nothing was asked of the model.")
                : List.of(
                        "-> The service that gives out credentials could not be asked; nothing was asked of the model.");
    }

    /** What to do after a call that failed. */
    static List<String> of(ChatException e, Profile model, Interline interline) {
        List<String> lines = new ArrayList<>();
        lines.add("-> " + advice(e, model));
        if (e.kind() == ChatException.Kind.NOT_FOUND) {
            lines.addAll(visible(model, interline));
        }
        return lines;
    }

    private static String advice(ChatException e, Profile model) {
        return switch (e.kind()) {
            case DENIED -> denied(e, model);
            case NOT_FOUND ->
                "There is no \"" + model.id().deployment()
                        + "\" at this place: check the name, and the region or resource.";
            case QUOTA_SPENT ->
                "The account has no money or no quota left: raise it in the console of the cloud; waiting a minute"
                        + " does not help.";
            case RATE_LIMITED ->
                "Address and credential are right, but others use up the limit now: try again"
                        + e.retryAfter()
                                .map(wait -> " in " + wait.toSeconds() + " s")
                                .orElse(" later") + ".";
            case TIMED_OUT -> timedOut(e);
            case DEADLINE_EXCEEDED -> "It did not answer in time, though it was given a minute.";
            case UNAVAILABLE -> unavailable(e);
            case UNREADABLE ->
                "Something answers that is no model: check endpoint, and whether a proxy or a login page stands before it.";
            case UNSUPPORTED, INVALID, TOO_LONG ->
                "The request itself is refused: check format, family and api-version of the deployment.";
            case BLOCKED ->
                "A content filter stopped a harmless question: look at the filter's or guardrail's settings.";
            default -> "The message above says what happened.";
        };
    }

    private static String denied(ChatException e, Profile model) {
        if (String.valueOf(e.getMessage()).contains("proxy")) {
            return "The proxy wants a user and a password: transport.proxy: http://user:password@host:port.";
        }
        if (e.status() == FORBIDDEN) {
            return switch (model.id().cloud()) {
                case "azure" ->
                    "The caller is known but not allowed: give it the role Cognitive Services OpenAI User, and look at the"
                            + " network rules of the resource.";
                case "bedrock" ->
                    "The caller is known but not allowed: enable the model in this region, and allow"
                            + " bedrock:InvokeModel and bedrock:InvokeModelWithResponseStream.";
                case "vertex" ->
                    "The caller is known but not allowed: give it the role Vertex AI User in the project, and enable the API.";
                default -> "The caller is known but not allowed: look at its permissions.";
            };
        }
        return (e.status() == UNAUTHORIZED ? "The credential is refused" : "The call is refused")
                + ": the key is wrong, revoked, expired, or belongs to another resource.";
    }

    private static String timedOut(ChatException e) {
        boolean connecting = e instanceof TimedOutException late && late.clock() == TimedOutException.Clock.CONNECT;
        return connecting
                ? "Nobody takes the connection: a firewall or a private endpoint is in the way, or a proxy is missing"
                        + " (transport.proxy)."
                : "It takes the connection but says nothing: the model may be overloaded; raise silence if it thinks long.";
    }

    private static String unavailable(ChatException e) {
        if (e.status() != 0) {
            return "The cloud has trouble of its own: try again later, and look at its status page.";
        }
        if (cause(e, UnknownHostException.class) != null) {
            return "There is no such host: check endpoint, region or location, and the name server.";
        }
        if (cause(e, SSLException.class) != null) {
            return "TLS fails: behind a company's proxy set transport.trust to its certificates; or the address is not TLS.";
        }
        if (cause(e, ConnectException.class) != null) {
            return "The host refuses connections: check the port of endpoint, and whether a proxy is needed"
                    + " (transport.proxy).";
        }
        return "The connection broke, or what came is no model's answer: check endpoint, and whether a proxy or a login page"
                + " stands before it.";
    }

    private static <T extends Throwable> @Nullable T cause(Throwable e, Class<T> type) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }

    private static List<String> visible(Profile model, Interline interline) {
        Optional<ModelListing> listing = interline.listing(model.id());
        if (listing.isEmpty()) {
            return List.of();
        }
        try {
            List<String> names = listing.get().list(CallContext.within(LISTING)).stream()
                    .map(ModelInfo::id)
                    .toList();
            List<String> nearest = Nearest.first(model.id().deployment(), names);
            if (nearest.isEmpty()) {
                return List.of("   This credential sees no model here.");
            }
            String more = nearest.size() > SHOWN ? ", and " + (nearest.size() - SHOWN) + " more" : "";
            List<String> lines = new ArrayList<>();
            lines.add("   This credential sees, the nearest names first:");
            lines.add("   " + String.join(", ", nearest.subList(0, Math.min(SHOWN, nearest.size()))) + more);
            if (model.id().cloud().equals("azure")) {
                lines.add("   (What a resource has deployed, and under which names, only its portal tells.)");
            }
            return lines;
        } catch (ChatException e) {
            return List.of("   What this credential can see is not to be had: " + inShort(e));
        }
    }
}
