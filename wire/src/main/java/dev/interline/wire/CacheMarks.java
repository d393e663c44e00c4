package dev.interline.wire;

import dev.interline.CacheMark;
import dev.interline.Notice;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cache marks of a request as Claude and Converse take them: at most four, of five minutes or one hour, the longer
 * ones first.
 */
public final class CacheMarks {
    private static final int MOST = 4;
    private static final Duration SHORT = Duration.ofMinutes(5);
    private static final Duration LONG = Duration.ofHours(1);

    /** Null for none, false for five minutes, true for an hour; the system prompt comes first. */
    private final @Nullable Boolean[] marks;

    private CacheMarks(@Nullable Boolean[] marks) {
        this.marks = marks;
    }

    /**
     * Chooses the marks.
     *
     * @param hours whether the target knows one hour
     */
    public static CacheMarks of(Task task, List<History.Turn> turns, boolean hours, List<Notice> notices) {
        @Nullable Boolean[] marks = new Boolean[turns.size() + 1];
        int count = set(marks, 0, task.request().systemCache(), hours, notices);
        for (int i = 0; i < turns.size(); i++) {
            count += set(marks, i + 1, turns.get(i).cache(), hours, notices);
        }
        for (int i = 1; count > MOST; i++) {
            if (marks[i] != null) {
                // later ones cover earlier ones
                marks[i] = null;
                count--;
                notices.add(Notice.dropped("cache", "of more than 4 marks the earliest was left out"));
            }
        }
        boolean later = false;
        for (int i = marks.length - 1; i >= 0; i--) {
            if (later && Boolean.FALSE.equals(marks[i])) {
                marks[i] = true;
                notices.add(Notice.mapped("cache", "a mark before one of an hour was made as long"));
            }
            later |= Boolean.TRUE.equals(marks[i]);
        }
        return new CacheMarks(marks);
    }

    private static int set(
            @Nullable Boolean[] marks, int at, @Nullable CacheMark mark, boolean hours, List<Notice> notices) {
        if (mark == null) {
            return 0;
        }
        boolean wanted = mark.lifetime().compareTo(SHORT) > 0;
        if ((wanted && !hours) || mark.lifetime().compareTo(LONG) > 0) {
            notices.add(Notice.mapped("cache", "the longest lifetime here is " + (hours ? "1 hour" : "5 minutes")));
        }
        marks[at] = wanted && hours;
        return 1;
    }

    /** Whether tools and system prompt end with a mark. */
    public boolean onSystem() {
        return marks[0] != null;
    }

    /** Whether the system's mark lives for an hour. */
    public boolean systemForHour() {
        return Boolean.TRUE.equals(marks[0]);
    }

    /** Whether a turn ends with a mark. */
    public boolean onTurn(int index) {
        return marks[index + 1] != null;
    }

    /** Whether a turn's mark lives for an hour. */
    public boolean turnForHour(int index) {
        return Boolean.TRUE.equals(marks[index + 1]);
    }
}
