package dev.interline.bedrock;

import dev.interline.wire.BaseUrl;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where Bedrock is asked, and for which region a signature is made; the two are independent behind a gateway.
 *
 * @param base what paths are appended to
 * @param region the region of the host, never that of an inference profile's destination
 */
record Site(BaseUrl base, String region, Service service) {
    private static final Pattern REGION = Pattern.compile("[a-z]{2,5}(-[a-z]+)+-\\d{1,2}");

    /**
     * Checks a region's name.
     *
     * @throws IllegalArgumentException when it cannot be one, saying what to write
     */
    static String region(String name) {
        if (!REGION.matcher(name).matches()) {
            boolean zone = name.length() > 1
                    && REGION.matcher(name.substring(0, name.length() - 1)).matches();
            throw new IllegalArgumentException(
                    name.isBlank()
                            ? "the region is blank: write where the model is to be asked, such as us-east-1"
                            : zone
                                    ? "\"" + name + "\" is an availability zone: write the region, "
                                            + name.substring(0, name.length() - 1)
                                    : "\"" + name + "\" is no region of AWS: write one such as us-east-1");
        }
        return name;
    }

    /**
     * The public host of a service.
     *
     * @throws IllegalArgumentException when AWS has no such host
     */
    static Site of(String region, Service service, boolean fips, boolean dualStack) {
        Partition partition = Partition.of(region);
        if (service == Service.MANTLE && fips) {
            throw new IllegalArgumentException(
                    "bedrock-mantle has no FIPS hosts: take away mantle, or what asks for FIPS (fips, or AWS_USE_FIPS_ENDPOINT)");
        }
        // mantle has hosts of the one kind alone
        boolean dual = dualStack || service == Service.MANTLE;
        String suffix = dual ? partition.dualStack() : partition.suffix();
        if (suffix == null) {
            throw new IllegalArgumentException((service == Service.MANTLE ? "bedrock-mantle" : "dual stack")
                    + " is not known in region " + region + ": give the address as endpoint");
        }
        String host = service.host + (fips ? "-fips." : ".") + region + "." + suffix;
        return new Site(new BaseUrl("https", host, -1, ""), region, service);
    }

    /** An address of the caller's choice: a VPC endpoint, a gateway, a test. */
    static Site at(String endpoint, boolean plainHttp, String region, Service service) {
        BaseUrl base = BaseUrl.parse("the endpoint", endpoint);
        return new Site(
                base.orRefusePlainHttp(
                        plainHttp, "the endpoint", "allowPlainHttp() (in a file: allow-plain-http: true)"),
                region,
                withName(base, service));
    }

    /** A host that names a service is that service, whatever was said: the signature must fit it. */
    private static Service withName(BaseUrl base, Service service) {
        @Nullable Service named = null;
        for (Service each : Service.values()) {
            if (base.host().contains(each.host)) {
                named = each;
            }
        }
        if (named == Service.RUNTIME && service == Service.MANTLE) {
            throw new IllegalArgumentException(
                    "the endpoint is one of bedrock-runtime: take away mantle, or give an address of bedrock-mantle");
        }
        return named == null ? service : named;
    }
}
