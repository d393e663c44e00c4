package dev.interline.benchmarks.load;

import dev.interline.benchmarks.raw.RawModel;
import dev.interline.wire.Transport;

/** Makes drivers by name. */
public final class Drivers {
    private Drivers() {}

    /** Something that makes drivers of one kind; found by its class name. */
    public interface Maker {
        /** A driver. */
        Driver make(Tongue tongue, String base);
    }

    /**
     * A driver.
     *
     * @param name {@code raw}, {@code interline}, {@code interline-tls}, or the name of a class that is a {@link Maker}
     * @param base such as {@code http://127.0.0.1:8080}
     */
    public static Driver of(String name, Tongue tongue, String base) {
        return switch (name) {
            case "raw" -> new RawDriver(tongue, base);
            case "interline" -> new InterlineDriver(tongue, base, Transport.shared());
            // over a client of the caller's, which has read whom the runtime trusts: as if the address were https
            case "interline-tls" -> new InterlineDriver(tongue, base, Transport.over(RawModel.client()));
            default -> byClass(name).make(tongue, base);
        };
    }

    private static Maker byClass(String name) {
        try {
            return Class.forName(name)
                    .asSubclass(Maker.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("there is no driver " + name, e);
        }
    }
}
