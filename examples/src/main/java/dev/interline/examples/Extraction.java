package dev.interline.examples;

import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.error.MismatchException;
import dev.interline.route.Router;
import dev.interline.testkit.FakeClouds;
import dev.interline.testkit.Play;
import dev.interline.types.Answer;
import dev.interline.types.Answers;
import dev.interline.types.Description;
import dev.interline.types.TypeRef;
import dev.interline.types.TypedStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads invoices out of letters: one as a whole, and several one by one as they come. */
public final class Extraction {
    private static final String LETTER = "Dear customer, thank you for your order of two charts of the German Bight at"
            + " 24.90 EUR each and a tide table at 9.50 EUR (order 26-117). Please pay within two weeks of today, 2 May"
            + " 2026. With kind regards, your nautical bookshop.";

    // region typed-invoice
    record Invoice(String number, LocalDate due, List<Line> lines, Payment payment, Optional<String> note) {}

    record Line(
            String article,
            int count,
            @Description("for one, in euros") BigDecimal price) {}

    sealed interface Payment {}

    record Transfer(
            @Description("days from the date of the letter") int days) implements Payment {}

    record Card(String lastFourDigits) implements Payment {}
    // endregion

    private Extraction() {}

    /** Runs the example; the first argument may name a text file with a letter. */
    public static void main(String[] args) throws IOException {
        Terminal terminal = Terminal.standard();
        String letter = args.length == 0 ? LETTER : Files.readString(Path.of(args[0]));
        try (Clouds clouds = Clouds.found(terminal, Extraction::script)) {
            run(clouds.model("chat"), letter, terminal);
        }
    }

    static void script(FakeClouds clouds) {
        String transfer = "\"payment\": {\"type\": \"Transfer\", \"days\": 14}}";
        String chart = "{\"article\": \"Chart of the German Bight\", \"count\": 2, \"price\": 24.90}";
        String table = "{\"article\": \"Tide table\", \"count\": 1, \"price\": 9.50}";
        String invoice =
                "{\"number\": \"26-117\", \"due\": \"2026-05-16\", \"lines\": [" + chart + ", " + table + "], ";
        clouds.on("azure")
                // a date that is none, which the model is asked to repair
                .next(Play.says(invoice.replace("2026-05-16", "in two weeks") + transfer))
                .next(Play.says(invoice + transfer))
                .says("{\"value\": [" + chart + ", " + table + "]}");
    }

    static void run(ChatModel model, String letter, Terminal terminal) {
        terminal.title("The invoice");
        Answer<Invoice> answer = Answers.of(model, Invoice.class).repairs(1).chat(ChatRequest.of(letter));
        Invoice invoice = answer.value();
        terminal.note("number " + invoice.number() + ", due " + invoice.due() + ", " + invoice.payment());
        terminal.note("-- " + answer.response().usage() + " over "
                + answer.response().trail().attempts() + " requests");

        terminal.title("Its lines, as they come");
        terminal.note("sum " + sum(model, letter, terminal));
    }

    private static BigDecimal sum(ChatModel model, String letter, Terminal terminal) {
        // region typed-each
        BigDecimal sum = BigDecimal.ZERO;
        try (TypedStream<Line, List<Line>> lines = Answers.of(model, Line.class).each(ChatRequest.of(letter))) {
            for (Line line : lines) {
                terminal.note(line.count() + " x " + line.article());
                sum = sum.add(line.price().multiply(BigDecimal.valueOf(line.count())));
            }
        }
        // endregion
        return sum;
    }

    static List<Line> list(ChatModel model, String letter) {
        // region typed-list
        List<Line> lines = model.ask("Which articles? " + letter, new TypeRef<List<Line>>() {});
        // endregion
        return lines;
    }

    static List<String> growing(ChatModel model, String letter) {
        List<String> shown = new ArrayList<>();
        // region typed-growing
        try (TypedStream<Invoice, Invoice> stream = Answers.of(model, Invoice.class).stream(ChatRequest.of(letter))) {
            for (Invoice soFar : stream) {
                shown.add(soFar.number() + " with "
                        + (soFar.lines() == null ? 0 : soFar.lines().size()) + " lines");
            }
        }
        // endregion
        return shown;
    }

    static String unread(ChatModel model, String letter) {
        // region typed-mismatch
        try {
            return model.ask(letter, Invoice.class).number();
        } catch (MismatchException e) {
            return "not read: " + e.text();
        }
        // endregion
    }

    static Router strict(Router route) {
        // region typed-rejecting
        Router model = route.rejecting(Answers.misfit(Invoice.class));
        // endregion
        return model;
    }
}
