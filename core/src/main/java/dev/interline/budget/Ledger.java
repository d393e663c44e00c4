package dev.interline.budget;

import java.math.BigDecimal;
import java.nio.file.Path;

/**
 * Where budgets write down what was spent. The ledgers that come with the library belong to one process: several
 * processes with one budget spend it once each. Who wants one sum for all of them implements this over a store that they
 * share. Implementations are thread-safe and fast: they are asked before every call, and told after every request.
 */
public interface Ledger {

    /**
     * US dollars that were spent so far; zero where nothing was.
     *
     * @param account whose; any text
     * @param period a day such as {@code 2026-11-23}, or a month such as {@code 2026-11}
     */
    BigDecimal spent(String account, String period);

    /** Adds what was spent; periods that are over may be forgotten when a later one begins. */
    void add(String account, String period, BigDecimal dollars);

    /** In memory: what was spent is forgotten when the process ends. */
    static Ledger memory() {
        return new MemoryLedger();
    }

    /**
     * In memory and in a file, so that the next process goes on where this one ended. Each sum is appended as it comes,
     * without waiting for the disk. When the file cannot be written, that is logged once, and the sums go on in memory.
     * A file belongs to one ledger at a time, which a second file, its name ending in {@code .lock}, sees to.
     *
     * @param file made when it is not there; one line a sum, after each start one line an account
     * @throws IllegalArgumentException when it is there and is not a ledger, or is in use
     * @throws java.io.UncheckedIOException when it cannot be read or written
     */
    static FileLedger file(Path file) {
        return FileLedger.open(file);
    }
}
