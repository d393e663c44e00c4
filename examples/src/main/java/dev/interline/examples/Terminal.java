package dev.interline.examples;

import java.io.Console;
import java.io.PrintStream;

/** Prints for people: in colour on a terminal that knows colours, plainly anywhere else. */
final class Terminal {
    private static final int WIDTH = 78;

    private final PrintStream out;
    private final boolean colour;
    private int column;

    Terminal(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    /** Standard output; colours only when it is a terminal and nobody has asked for none. */
    static Terminal standard() {
        boolean wanted = isTerminal() && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
        return new Terminal(System.out, wanted);
    }

    @SuppressWarnings("SystemConsoleNull") // null on JDK 17; from JDK 22 on the console has to be asked
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** A line of its own, in the middle of things. */
    void title(String text) {
        freshLine();
        out.println();
        line("1", text);
    }

    /** What the program has to say, as opposed to the model. */
    void note(String text) {
        freshLine();
        line("2", text);
    }

    /** Something went wrong that the reader should see. */
    void warn(String text) {
        freshLine();
        line("33", text);
    }

    /** A piece of an answer, wrapped at word ends. */
    void say(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            if (c == '\n' || (c == ' ' && column >= WIDTH)) {
                out.println();
                column = 0;
            } else {
                out.print(column == 0 ? "  " + c : String.valueOf(c));
                column += column == 0 ? 3 : 1;
            }
        }
        out.flush();
    }

    /** What the reader is to answer to, on the same line. */
    void prompt(String text) {
        freshLine();
        out.print(text);
        out.flush();
    }

    /** How far it is: one line that changes on a terminal, a line at each tenth anywhere else. */
    void progress(int done, int all, String more) {
        int tenths = 10 * done / all;
        String line =
                "[" + "#".repeat(2 * tenths) + ".".repeat(20 - 2 * tenths) + "] " + done + "/" + all + ", " + more;
        if (colour) {
            out.print("\r\u001b[K" + line);
            out.flush();
            column = line.length();
        } else if (tenths > 10 * (done - 1) / all) {
            out.println(line);
        }
    }

    private void line(String style, String text) {
        out.println(colour ? "\u001b[" + style + "m" + text + "\u001b[0m" : text);
    }

    private void freshLine() {
        if (column > 0) {
            out.println();
            column = 0;
        }
    }
}
