package dev.interline.testkit;

import java.util.List;

/** Writes a format that has no streams. */
interface WholeScript extends Script {

    @Override
    default List<Event> stream(Scene scene) {
        return List.of();
    }

    @Override
    default List<Event> failure(Scene scene, Trouble trouble, int sent) {
        return List.of();
    }
}
