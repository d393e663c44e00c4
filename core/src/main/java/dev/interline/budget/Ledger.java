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

    /** Adds what was spent; periods may be forgotten when three later ones have begun, somewhere in the world. */
    void add(String account, String period, BigDecimal dollars);

    /** As {@link #memory(int)}, with 50,000 accounts. */
    static Ledger memory() {
        return memory(MemoryLedger.MOST);
    }

    /**
     * In memory: what was spent is forgotten when the process ends, and not before its period does. When there are more
     * accounts than these, those that spent least lose the sums of their own, and whoever has none counts as having spent
     * what the largest of them did, which is logged once a period. So nobody gets more than the budget allows; somebody may
     * get less, by no more than 1.25 times what an account would have spent if these had shared all of it.
     *
     * @param accounts how many, of all budgets that are written down here and all periods that run; some 250 bytes each
     * @throws IllegalArgumentException when that is not above zero
     */
    static Ledger memory(int accounts) {
        return new MemoryLedger(accounts);
    }

    /** As {@link #file(Path, int)}, with 50,000 accounts. */
    static FileLedger file(Path file) {
        return file(file, MemoryLedger.MOST);
    }

    /**
     * In memory and in a file, so that the next process goes on where this one ended. Each sum is appended as it comes,
     * without waiting for the disk. When the file cannot be written, that is logged once, and the sums go on in memory.
     * A file belongs to one ledger at a time, which a second file, its name ending in {@code .lock}, sees to.
     *
     * @param file made when it is not there; one line a sum, after each start one line an account
     * @param accounts as for {@link #memory(int)}
     * @throws IllegalArgumentException when it is there and is not a ledger, or is in use
     * @throws java.io.UncheckedIOException when it cannot be read or written
     */
    static FileLedger file(Path file, int accounts) {
        return FileLedger.open(file, accounts);
    }
}
