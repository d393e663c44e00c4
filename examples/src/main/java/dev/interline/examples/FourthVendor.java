package dev.interline.examples;

import dev.interline.ChatModel;
import dev.interline.Interline;
import dev.interline.testkit.FakeClouds;
import dev.interline.wire.compatible.OpenAiCompatible;
import java.nio.file.Path;

/**
 * A fourth vendor with an address and a key alone: OpenAI itself, Oracle's Generative AI, a model server on this machine,
 * and whoever else speaks OpenAI's formats. With {@code OPENAI_COMPATIBLE_ENDPOINT}, {@code OPENAI_COMPATIBLE_MODEL} and
 * perhaps {@code OPENAI_COMPATIBLE_API_KEY} set it asks that service, otherwise a fake one on this machine.
 */
public final class FourthVendor {
    private FourthVendor() {}

    /** Runs the example; takes no arguments. */
    public static void main(String[] args) {
        Terminal terminal = Terminal.standard();
        if (System.getenv("OPENAI_COMPATIBLE_ENDPOINT") != null) {
            try (Interline interline = Interline.load(Path.of("examples/src/main/resources/fourth-vendor.yaml"))) {
                terminal.say(interline.model("chat").ask("Say hello in three words.") + "\n");
            }
            return;
        }
        terminal.note("No OPENAI_COMPATIBLE_ENDPOINT found: asking a fake service on this machine.");
        try (FakeClouds clouds = FakeClouds.start()) {
            clouds.on("openai").says("Hello, dear passenger.");
            terminal.say(byCode(clouds.url("openai")).ask("Say hello in three words.") + "\n");
        }
    }

    static ChatModel byCode(String endpoint) {
        // region fourth-vendor
        // https://api.openai.com/v1, or
        // https://inference.generativeai.us-chicago-1.oci.oraclecloud.com/20231130/actions/v1, or
        // http://localhost:11434/v1, where no key is asked for
        OpenAiCompatible vendor =
                OpenAiCompatible.at(endpoint).apiKey(() -> System.getenv().getOrDefault("OPENAI_API_KEY", "none"));
        ChatModel model = vendor.model("gpt-6-luna", it -> it.family("gpt-6-luna"));
        // endregion
        return model;
    }
}
