package dev.interline.time;

/**
 * For those who write models: a model that runs on a clock of its own tells it, so that policies around it wait by the
 * same one even before the model was ever asked. Without this they wait by the machine's.
 */
public interface Timed {

    /** The clock of its calls. */
    Time time();
}
