package dev.interline.examples.check;

/** Asks one deployment something small. */
interface Probe {

    /** What the file calls the deployment. */
    String name();

    /** Asks once, and tells what came of it. */
    Finding ask();
}
