package dev.interline.examples.faults;

/**
 * One row of the catalogue.
 *
 * @param provider what the provider does
 * @param conduct what is right then
 * @param trial plays it and judges
 */
record Fault(String id, String provider, String conduct, Trial trial) {

    /** Plays a fault and has the judge weigh what came of it. */
    interface Trial {
        void play(Bout bout);
    }

    /** The fault cannot be played in this cell. */
    static final class NotHere extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotHere(String reason) {
            super(reason, null, false, false);
        }
    }

    @Override
    public String toString() {
        return id + ": " + provider;
    }
}
