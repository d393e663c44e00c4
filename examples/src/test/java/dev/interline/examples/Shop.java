package dev.interline.examples;

import dev.interline.ChatModel;
import dev.interline.ChatRequest;

/** What the guide on testing tests. */
final class Shop {
    private final ChatModel model;

    Shop(ChatModel model) {
        this.model = model;
    }

    String answer(String question) {
        return model.chat(ChatRequest.builder().system("a shop.").user(question).build())
                .text();
    }
}
