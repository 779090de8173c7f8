package dev.wsctl.server.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the text of a setting into its value, and says in words what is allowed. */
public final class ValueParser<T> {

    static final String BOOLEAN_ALLOWED = "true or false";

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)?");

    private final String allowed;
    private final Function<String, T> function;

    private ValueParser(String allowed, Function<String, T> function) {
        this.allowed = allowed;
        this.function = function;
    }

    /** What is allowed, in words. */
    public String allowed() {
        return allowed;
    }

    /** @throws IllegalArgumentException if the text is not allowed; its message never repeats a secret */
    T parse(String text) {
        return function.apply(text.strip());
    }

    static ValueParser<Integer> wholeNumber(int least, int most) {
        return new ValueParser<>("a whole number from " + least + " to " + most, text -> {
            if (!text.matches("\\d{1,10}") || Long.parseLong(text) < least || Long.parseLong(text) > most) {
                throw notAllowed(text);
            }
            return Integer.parseInt(text);
        });
    }

    /** A bare number is seconds, as the deployment guides write {@code REDIS_SOCKET_TIMEOUT=5}. */
    static ValueParser<Duration> duration(Duration least, Duration most) {
        return new ValueParser<>(
                "a time from " + show(least) + " to " + show(most) + ", like 500ms, 10s, 5m, 24h (a bare number is"
                        + " seconds)",
                text -> {
                    Duration value = toDuration(text);
                    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                        throw notAllowed(text);
                    }
                    return value;
                });
    }

    private static Duration toDuration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw notAllowed(text);
        }
        long amount = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2) == null ? "s" : matcher.group(2);
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            default -> Duration.ofSeconds(amount);
        };
    }

    private static String show(Duration value) {
        if (value.toMillis() % 1000 != 0) {
            return value.toMillis() + "ms";
        }
        return value.toHours() > 0 && value.toSeconds() % 3600 == 0 ? value.toHours() + "h" : value.toSeconds() + "s";
    }

    static ValueParser<Boolean> trueOrFalse() {
        return new ValueParser<>(BOOLEAN_ALLOWED, text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw notAllowed(text);
        });
    }

    static ValueParser<String> matching(String regex, String allowed) {
        Pattern pattern = Pattern.compile(regex);
        return new ValueParser<>(allowed, text -> {
            if (!pattern.matcher(text).matches()) {
                throw notAllowed(text);
            }
            return text;
        });
    }

    static ValueParser<List<String>> list(String regex, String allowed) {
        ValueParser<String> element = matching(regex, allowed);
        return new ValueParser<>(
                allowed,
                text -> Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .map(element::parse)
                        .toList());
    }

    /** Never repeats the text. */
    static ValueParser<Secret> secret(int leastCharacters) {
        return new ValueParser<>("at least " + leastCharacters + " printable ASCII characters without blanks", text -> {
            if (!text.matches("[!-~]*")) {
                throw new IllegalArgumentException("has characters that are not allowed");
            }
            if (text.length() < leastCharacters) {
                throw new IllegalArgumentException("has only " + text.length() + " characters");
            }
            return new Secret(text);
        });
    }

    /** Several, separated by commas; never repeats the text. */
    static ValueParser<List<Secret>> secrets(int leastCharacters) {
        ValueParser<Secret> element = secret(leastCharacters);
        return new ValueParser<>(
                element.allowed() + " or commas, several separated by commas",
                text -> Arrays.stream(text.split(",")).map(element::parse).toList());
    }

    /** Room patterns and numbers, like {@code chat.*=2000}; in their order. */
    static ValueParser<Map<String, Integer>> capacities() {
        Pattern each = Pattern.compile("([A-Za-z0-9_.#*-]{1,64})=([1-9]\\d{0,7})");
        return new ValueParser<>("room patterns with numbers, like chat.*=2000,notifications.*=500; or none", text -> {
            Map<String, Integer> capacities = new LinkedHashMap<>();
            if (text.equals("none")) {
                return capacities;
            }
            for (String part : text.split(",")) {
                Matcher matcher = each.matcher(part.strip());
                if (!matcher.matches()) {
                    throw notAllowed(part);
                }
                capacities.putIfAbsent(matcher.group(1), Integer.parseInt(matcher.group(2)));
            }
            return capacities;
        });
    }

    static ValueParser<RedisUrl> redisUrl() {
        return new ValueParser<>(
                "a Redis URL: redis://user:password@host:6379/0, rediss:// (TLS), unix:///path,"
                        + " redis-sentinel://host,host/0#master, or a Cluster's nodes redis://host:6379,host:6379",
                RedisUrl::parse);
    }

    static ValueParser<List<RedisUrl>> redisUrls() {
        return new ValueParser<>("Redis URLs, separated by vertical bars", text -> {
            List<RedisUrl> urls = new ArrayList<>();
            // A password may hold a bar; it separates only where another scheme follows.
            for (String url : text.split("\\|(?=[a-z-]+://)", -1)) {
                urls.add(RedisUrl.parse(url));
            }
            return List.copyOf(urls);
        });
    }

    private static IllegalArgumentException notAllowed(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(40).forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return new IllegalArgumentException("'" + shown + "' is not allowed");
    }
}
