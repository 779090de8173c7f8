package dev.wsctl.load.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a server does not let a member join, in the server's words. Only fields that are meant for that are shown: the rest
 * of such a frame often repeats what the member sent, and there tokens may be.
 */
final class Refusal {

    /** In JSON a field of any depth, in STOMP a header. */
    private static final Pattern WORDS = Pattern.compile(
            "\"(?:code|reason|message)\"\\s*:\\s*(?:\"([^\"\\\\]+)|(\\d+))|^message:(.+)$", Pattern.MULTILINE);

    private Refusal() {}

    /** Empty if it says nothing of that kind. */
    static String words(String frame) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORDS.matcher(frame);
        while (matcher.find()) {
            for (int group = 1; group <= matcher.groupCount(); group++) {
                if (matcher.group(group) != null && !matcher.group(group).isBlank()) {
                    words.add(matcher.group(group).strip());
                }
            }
        }
        return String.join(", ", words);
    }
}
