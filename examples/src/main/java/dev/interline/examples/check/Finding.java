package dev.interline.examples.check;

import java.util.List;

/**
 * What came of a call.
 *
 * @param well whether the deployment can be used
 * @param headline in one line
 * @param advice what to do about it, line by line; empty where nothing is to be done
 */
record Finding(boolean well, String headline, List<String> advice) {

    static Finding well(String headline) {
        return new Finding(true, "ok      " + headline, List.of());
    }

    static Finding broken(String headline, List<String> advice) {
        return new Finding(false, "FAILED  " + headline, advice);
    }
}
