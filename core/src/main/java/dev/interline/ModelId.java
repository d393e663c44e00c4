package dev.interline;

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

    @Override
    public String toString() {
        return resource.isEmpty() ? cloud + "/" + deployment : cloud + "/" + resource + "/" + deployment;
    }
}
