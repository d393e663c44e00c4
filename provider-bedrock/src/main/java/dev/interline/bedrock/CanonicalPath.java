package dev.interline.bedrock;

import java.util.ArrayDeque;
import java.util.Deque;

/** The path without the detours that a service takes out before it checks a signature. */
final class CanonicalPath {
    private CanonicalPath() {}

    /** Resolves {@code .} and {@code ..}, and makes one slash of several. */
    static String of(String path) {
        if (path.isEmpty()) return "/";
        if (!path.contains("//") && !path.contains("/.")) return path;
        Deque<String> kept = new ArrayDeque<>();
        boolean folder = true;
        for (int from = 1; from <= path.length(); ) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            String segment = path.substring(from, to);
            folder = segment.isEmpty() || segment.equals(".") || segment.equals("..");
            if (!folder) kept.addLast(segment);
            else if (segment.equals("..")) kept.pollLast();
            from = to + 1;
        }
        String joined = "/" + String.join("/", kept);
        return folder && !kept.isEmpty() ? joined + "/" : joined;
    }
}
