package dev.interline;

import org.jspecify.annotations.Nullable;

/**
 * Where an answer comes from.
 *
 * @param cloud the provider's name, such as {@code azure}
 * @param resource the account's part of it: a resource, a region, a project and location
 * @param deployment what is asked there: a deployment, a model id or an inference profile
 */
public record ModelId(String cloud, String resource, String deployment) {

    /** Refuses blank names, which would only be noticed in an address. */
    public ModelId {
        if (cloud.isBlank()) {
            throw new IllegalArgumentException("a model needs the name of its cloud");
        }
        if (deployment.isBlank()) {
            throw new IllegalArgumentException(
                    "a model needs a name: the deployment or model id that " + cloud + " knows it by");
        }
    }

    // by hand: a record's own are linked by method handles when they are first asked, at a price that every start would
    // pay

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof ModelId that
                        && deployment.equals(that.deployment)
                        && resource.equals(that.resource)
                        && cloud.equals(that.cloud);
    }

    @Override
    public int hashCode() {
        return (31 * cloud.hashCode() + resource.hashCode()) * 31 + deployment.hashCode();
    }

    @Override
    public String toString() {
        return resource.isEmpty() ? cloud + "/" + deployment : cloud + "/" + resource + "/" + deployment;
    }
}
