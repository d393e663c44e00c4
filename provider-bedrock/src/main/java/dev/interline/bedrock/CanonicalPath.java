package dev.interline.bedrock;

import java.util.ArrayDeque;
import java.util.Deque;

/** The path without the detours that a service takes out before it checks a signature. */
final class CanonicalPath {
    private CanonicalPath() {}

    /** Resolves {@code .} and {@code ..}, and makes one slash of several. Ends with a slash only where the path does. */
    static String of(String path) {
        if (path.isEmpty()) return "/";
        if (!path.contains("//") && !path.contains("/.")) return path;
        Deque<String> kept = new ArrayDeque<>();
        for (int from = 1; from <= path.length(); ) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            String segment = path.substring(from, to);
            if (segment.equals("..")) kept.pollLast();
            else if (!segment.isEmpty() && !segment.equals(".")) kept.addLast(segment);
            from = to + 1;
        }
        String joined = "/" + String.join("/", kept);
        return path.endsWith("/") && !kept.isEmpty() ? joined + "/" : joined;
    }
}
