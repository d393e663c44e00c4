package dev.interline.bedrock;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of AWS whose hosts end alike. Source: the endpoint rules of Bedrock Runtime in botocore, and the AWS user guide.
 *
 * @param regions how its regions begin
 * @param suffix how its hosts end
 * @param dualStack how its hosts for IPv4 and IPv6 end; null where there are none
 */
record Partition(String regions, String suffix, @Nullable String dualStack) {
    private static final Partition AWS = new Partition("", "amazonaws.com", "api.aws");
    private static final List<Partition> OTHERS = List.of(
            new Partition("cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn"),
            new Partition("eusc-", "amazonaws.eu", null),
            new Partition("us-isob-", "sc2s.sgov.gov", null),
            new Partition("us-isof-", "csp.hci.ic.gov", null),
            new Partition("us-iso-", "c2s.ic.gov", null));

    /** Where a region is. */
    static Partition of(String region) {
        for (Partition other : OTHERS) {
            if (region.startsWith(other.regions)) {
                return other;
            }
        }
        return AWS;
    }
}
