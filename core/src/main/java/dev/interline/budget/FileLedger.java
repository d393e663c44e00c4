package dev.interline.budget;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A ledger that is also in a file; see {@link Ledger#file}. Thread-safe. */
public final class FileLedger implements Ledger, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileLedger.class);
    private static final Pattern LINE = Pattern.compile("(\\d{4}-\\d{2}(?:-\\d{2})?)\t(\\d+(?:\\.\\d+)?)\t(.*)");
    /** Those that have no sum of their own; no account is written like that, see {@link #plain}. */
    private static final String REST = "\\rest";

    private final Path file;
    private final MemoryLedger sums;
    private final OutputStream end;
    private final FileChannel claim;
    private final AtomicBoolean failed = new AtomicBoolean();

    private FileLedger(Path file, MemoryLedger sums, OutputStream end, FileChannel claim) {
        this.file = file;
        this.sums = sums;
        this.end = end;
        this.claim = claim;
    }

    static FileLedger open(Path file, int accounts) {
        FileChannel claim = null;
        boolean opened = false;
        try {
            MemoryLedger sums = new MemoryLedger(accounts);
            claim = claim(file);
            if (Files.exists(file)) {
                read(file, sums);
            }
            rewrite(file, sums);
            FileLedger ledger = new FileLedger(file, sums, new FileOutputStream(file.toFile(), true), claim);
            opened = true;
            return ledger;
        } catch (IOException e) {
            throw new UncheckedIOException("the ledger " + file + " cannot be read or written", e);
        } finally {
            if (!opened && claim != null) {
                release(claim);
            }
        }
    }

    /** Two that write the same file would each undo what the other wrote. The lock lies beside it, for it is replaced. */
    private static FileChannel claim(Path file) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".lock");
        FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean claimed = false;
        try {
            claimed = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // somebody else in this process has it
        } finally {
            if (!claimed) {
                release(channel);
            }
        }
        if (!claimed) {
            throw new IllegalArgumentException("the ledger " + file
                    + " is in use, by another process or elsewhere in this one; give each a file of its own");
        }
        return channel;
    }

    private static void release(FileChannel claim) {
        try {
            claim.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the lock of a ledger cannot be released", e);
        }
    }

    private static void read(Path file, MemoryLedger sums) throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            Matcher line = LINE.matcher(lines.get(i));
            if (line.matches() && line.group(3).equals(REST)) {
                sums.rest(line.group(1), new BigDecimal(line.group(2)));
            } else if (line.matches()) {
                sums.add(line.group(3), line.group(1), new BigDecimal(line.group(2)));
            } else if (i < lines.size() - 1) {
                throw new IllegalArgumentException(
                        file + ", line " + (i + 1) + ": this is not a ledger of budgets; name another file");
            }
            // a last line that was cut when the process ended is lost
        }
    }

    /** One line an account, beside the file and then in its place, so that no end of the process loses sums. */
    private static void rewrite(Path file, MemoryLedger sums) throws IOException {
        StringBuilder text = new StringBuilder();
        for (MemoryLedger.Sum sum : sums.sums()) {
            text.append(line(sum.account(), sum.period(), sum.dollars()));
        }
        // after the sums, which hold it already
        sums.rests((period, dollars) -> text.append(line(REST, period, dollars)));
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(next, text);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String line(String account, String period, BigDecimal dollars) {
        return period + "\t" + dollars.toPlainString() + "\t" + account + "\n";
    }

    /** An account is one line, whatever a tag holds. */
    private static String plain(String account) {
        return account.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    @Override
    public BigDecimal spent(String account, String period) {
        return sums.spent(plain(account), period);
    }

    @Override
    public void add(String account, String period, BigDecimal dollars) {
        sums.add(plain(account), period, dollars);
        try {
            // one write for a line, so that those of several threads do not mix
            end.write(line(plain(account), period, dollars).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            if (failed.compareAndSet(false, true)) {
                LOG.warn(
                        "the ledger {} cannot be written; what is spent is counted in memory alone from now on",
                        file,
                        e);
            }
        }
    }

    /** Closes the file; what is spent afterwards is counted in memory alone. */
    @Override
    public void close() {
        failed.set(true);
        try (claim) {
            end.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the ledger " + file + " cannot be closed", e);
        }
    }
}
