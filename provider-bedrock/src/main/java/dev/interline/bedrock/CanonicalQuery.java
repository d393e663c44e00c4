package dev.interline.bedrock;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The query as a signature covers it: each name and value percent-encoded in the one strict way, and sorted. */
final class CanonicalQuery {
    private record Parameter(String name, String value) {}

    private CanonicalQuery() {}

    static String of(String query) {
        if (query.isEmpty()) return "";
        List<Parameter> parameters = new ArrayList<>();
        for (int from = 0; from <= query.length(); ) {
            int and = query.indexOf('&', from);
            int to = and < 0 ? query.length() : and;
            if (to > from) parameters.add(parameter(query.substring(from, to)));
            from = to + 1;
        }
        parameters.sort(Comparator.comparing(Parameter::name).thenComparing(Parameter::value));
        StringBuilder canonical = new StringBuilder(query.length() + 16);
        for (Parameter p : parameters) {
            if (canonical.length() > 0) canonical.append('&');
            canonical.append(p.name()).append('=').append(p.value());
        }
        return canonical.toString();
    }

    private static Parameter parameter(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) return new Parameter(strict(text), "");
        return new Parameter(strict(text.substring(0, equals)), strict(text.substring(equals + 1)));
    }

    /** Takes back what was encoded, and encodes it strictly: a client may have left {@code :} or {@code /} as it is. */
    private static String strict(String encoded) {
        byte[] sent = encoded.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream strict = new ByteArrayOutputStream(sent.length);
        byte[] escaped = new byte[3];
        for (int i = 0; i < sent.length; i++) {
            int b = sent[i];
            if (b == '%' && i + 2 < sent.length && hex(sent[i + 1]) >= 0 && hex(sent[i + 2]) >= 0) {
                b = hex(sent[i + 1]) << 4 | hex(sent[i + 2]);
                i += 2;
            }
            if (PathSegment.plain(b)) strict.write(b);
            else strict.write(escaped, 0, PathSegment.escape(escaped, 0, (byte) b));
        }
        return strict.toString(StandardCharsets.US_ASCII);
    }

    private static int hex(byte b) {
        return b < 0 ? -1 : Character.digit(b, 16);
    }
}
