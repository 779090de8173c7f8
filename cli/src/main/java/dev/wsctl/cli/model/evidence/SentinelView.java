package dev.wsctl.cli.model.evidence;

/**
 * The master as one sentinel sees it.
 *
 * @param address of the sentinel
 * @param master {@code host:port}; empty when it knows none by that name
 * @param quorum how many sentinels must agree that it is down
 * @param others further sentinels that this one knows
 * @param usable whether enough of them are reachable now, by CKQUORUM's own word
 * @param verdict what CKQUORUM said
 * @param trouble why nothing is known; empty when it answered
 */
public record SentinelView(
        String address, String master, long quorum, long others, boolean usable, String verdict, String trouble) {
    public static SentinelView silent(String address, String trouble) {
        return new SentinelView(address, "", 0, 0, false, "", trouble);
    }
}
