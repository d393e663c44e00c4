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
    private static final Pattern REGION = Pattern.compile("(?=.{1,40}$)[a-z]{2,5}(-[a-z]+)+-\\d{1,2}");
    private static final Pattern WORD = Pattern.compile("[a-z0-9-]{1,40}");

    /**
     * Checks that a word can be signed for as a region, be it one of AWS's or of something that speaks like AWS.
     *
     * @throws IllegalArgumentException when it cannot, saying what to write
     */
    static String word(String region) {
        if (region.isBlank()) {
            throw new IllegalArgumentException(
                    "the region is blank: write where the model is to be asked, such as us-east-1");
        }
        return WORD.matcher(region).matches() ? region : known(region);
    }

    /**
     * Checks that a host of AWS can be made of it.
     *
     * @throws IllegalArgumentException when it is none of AWS's
     */
    static String known(String region) {
        if (REGION.matcher(region).matches()) {
            return region;
        }
        String shorter = region.substring(0, region.length() - 1);
        throw new IllegalArgumentException(
                REGION.matcher(shorter).matches()
                        ? "\"" + region + "\" is an availability zone: write the region, " + shorter
                        : "\"" + region + "\" is no region of AWS: write one such as us-east-1");
    }

    /**
     * The public host of a service.
     *
     * @throws IllegalArgumentException when AWS has no such host
     */
    static Site of(String region, Service service, boolean fips, boolean dualStack) {
        Partition partition = Partition.of(known(region));
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

    /**
     * Where models are listed: AWS's own host for it, or the caller's address, in which the name of that service takes the
     * place of another's.
     *
     * @throws IllegalArgumentException when AWS has no such host
     */
    Site controlPlane() {
        return new Site(
                base.withHost(base.host().replaceFirst("\\bbedrock-(runtime|mantle)", "bedrock")),
                region,
                Service.RUNTIME);
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
