package dev.wsctl.cli.capture;

import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What may be said of names that applications chose: of keys, channels, connections, instances, addresses. Any of them may
 * carry a token, so a part of a name is written down only if it is known: a word of the trade, the channel prefix, the id
 * of an instance. Every other part becomes {@code x} and twelve digits, the same within one file, salted by chance, so that
 * nobody can try guesses against it.
 */
final class Names {
    /** How a part reads that was not written down. */
    static final Pattern HIDDEN = Pattern.compile("x[0-9a-f]{12}");

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z][A-Za-z_.-]{0,23}[0-9]{0,3}");
    private static final Pattern CHANNEL_PREFIX = Pattern.compile("[a-z][a-z_-]{0,15}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern USER = Pattern.compile("[A-Za-z][A-Za-z_.-]{0,31}[0-9]{0,3}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:%\\[\\]-]{1,253}");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern IP = Pattern.compile("(?:[0-9]{1,3}\\.){3}[0-9]{1,3}|\\[[0-9a-fA-F:.%]+\\]");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z](?:[A-Za-z'’_-]{0,30}[A-Za-z])?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}(?:[.,][0-9]{1,6})*(?:%|[a-zA-Zµ]{1,3})?");
    private static final Pattern OPTION = Pattern.compile("--?[a-z][a-z-]{0,30}");
    /** How a sentinel names its connections, by the beginning of its id, which is a random number. */
    private static final Pattern SENTINEL = Pattern.compile("sentinel-[0-9a-f]{8}-(?:cmd|pubsub)");

    private static final Pattern WORD = Pattern.compile("\\s+|[^\\s]+");
    private static final String SERVICE = ":pubsub:global:broadcast";

    private final boolean anonymize;
    private final byte[] salt = new byte[16];
    private final Map<String, String> known = new HashMap<>();
    private final Map<String, String> aliases = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    private Names(boolean anonymize) {
        this.anonymize = anonymize;
        new SecureRandom().nextBytes(salt);
    }

    /** @param anonymize addresses, users and instances get numbers, too */
    static Names of(Evidence evidence, boolean anonymize) {
        Names names = new Names(anonymize);
        for (String part : evidence.prefix().split("[" + Pattern.quote(Vocabulary.SEPARATORS) + "]+")) {
            names.known.put(part, part);
        }
        Map<String, Long> others = evidence.otherPrefixes().value();
        if (others != null) {
            others.keySet().forEach(names::prefix);
        }
        for (NodeEvidence node : evidence.nodes()) {
            var pubsub = node.pubsub().value();
            if (pubsub != null) {
                pubsub.channels().keySet().stream()
                        .filter(channel -> channel.endsWith(SERVICE))
                        .forEach(channel -> names.prefix(channel.substring(0, channel.length() - SERVICE.length())));
            }
        }
        List<InstanceStatus> instances = evidence.heartbeats().value();
        if (instances != null) {
            instances.stream().filter(InstanceStatus::readable).forEach(instance -> names.instance(instance.id()));
        }
        return names;
    }

    private void prefix(String prefix) {
        if (PREFIX.matcher(prefix).matches()) {
            known.put(prefix, prefix);
        }
    }

    /** Only one whose heartbeat is as documented: any key can be called like one. */
    private void instance(String id) {
        if (ID.matcher(id).matches()) {
            known.put(id, anonymize ? alias("instance", id) : id);
        }
    }

    /** A key, a pattern, the name of a connection. */
    String name(String raw) {
        StringBuilder safe = new StringBuilder();
        int start = 0;
        for (int i = 0; i <= raw.length(); i++) {
            if (i == raw.length() || Vocabulary.SEPARATORS.indexOf(raw.charAt(i)) >= 0) {
                safe.append(part(raw.substring(start, i)));
                if (i < raw.length()) {
                    safe.append(raw.charAt(i));
                }
                start = i + 1;
            }
        }
        return safe.toString();
    }

    /** A channel; a plain word before the first colon is its prefix, and belongs to the configuration. */
    String channel(String raw) {
        int colon = raw.indexOf(':');
        String first = raw.substring(0, Math.max(0, colon));
        return !known.containsKey(first) && CHANNEL_PREFIX.matcher(first).matches()
                ? first + name(raw.substring(colon))
                : name(raw);
    }

    private String part(String part) {
        String stand = known.get(part);
        if (stand != null) {
            return stand;
        }
        if (SENTINEL.matcher(part).matches()) {
            return part;
        }
        boolean digit = part.length() == 1 && Character.isDigit(part.charAt(0));
        if (part.isEmpty() || digit || Vocabulary.contains(part)) {
            return part;
        }
        // asgispecific.0123abcd, django.contrib.…: the first word tells whose it is.
        int dot = part.indexOf('.');
        return dot > 0 && Vocabulary.contains(part.substring(0, dot))
                ? part.substring(0, dot + 1) + part(part.substring(dot + 1))
                : hidden(part);
    }

    private String hidden(String part) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            byte[] hash = digest.digest(part.getBytes(StandardCharsets.UTF_8));
            return "x" + HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    String user(String raw) {
        if (raw.isEmpty() || raw.equals("default")) {
            return raw;
        }
        return anonymize ? alias("user", raw) : USER.matcher(raw).matches() ? raw : hidden(raw);
    }

    /** {@code host:port}, a host, or the path of a Unix socket. */
    String address(String raw) {
        if (raw.startsWith("/")) {
            return anonymize ? "/" + alias("socket", raw) : raw;
        }
        int colon = raw.lastIndexOf(':');
        String port = raw.substring(colon + 1);
        // An IPv6 address with a port stands in brackets.
        boolean both = colon > 0
                && PORT.matcher(port).matches()
                && (raw.indexOf(':') == colon || raw.charAt(colon - 1) == ']');
        return both ? host(raw.substring(0, colon)) + ":" + port : host(raw);
    }

    private String host(String raw) {
        if (raw.isEmpty() || raw.equals("*") || raw.equals("::*") || raw.equals("?")) {
            return raw;
        }
        if (!HOST.matcher(raw).matches()) {
            return hidden(raw);
        }
        String bare = raw.replaceAll("[\\[\\]]", "");
        boolean nobody =
                bare.startsWith("127.") || bare.equals("localhost") || bare.equals("0.0.0.0") || bare.matches("::1?");
        return anonymize && !nobody ? alias("host", bare) : raw;
    }

    /** {@code chat:a:sub (10.0.0.7:51234)}, or an address alone: how connections are told apart. */
    String client(String raw) {
        int address = raw.lastIndexOf(" (");
        return address > 0 && raw.endsWith(")")
                ? name(raw.substring(0, address)) + " (" + address(raw.substring(address + 2, raw.length() - 1)) + ")"
                : address(raw);
    }

    /** Addresses separated by blanks, each perhaps after a minus, as {@code bind} has them. */
    String addresses(String raw) {
        StringBuilder safe = new StringBuilder();
        for (String one : raw.strip().split("\\s+")) {
            boolean optional = one.startsWith("-");
            safe.append(safe.length() == 0 ? "" : " ").append(optional ? "-" : "");
            safe.append(address(optional ? one.substring(1) : one));
        }
        return safe.toString();
    }

    /** Scheme, hosts, and a path whose parts are known; neither user nor query. */
    String url(String raw) {
        int scheme = raw.indexOf("://");
        if (scheme < 0) {
            return label(raw);
        }
        String start = raw.substring(0, scheme + 3);
        String rest = raw.substring(scheme + 3);
        if (start.startsWith("unix")) {
            return start + address(rest);
        }
        rest = rest.substring(rest.lastIndexOf('@') + 1);
        int query = rest.indexOf('?');
        return start + label(query < 0 ? rest : rest.substring(0, query));
    }

    /** Hosts separated by commas, and perhaps a path. */
    String label(String raw) {
        int end = 0;
        while (end < raw.length() && "/#?".indexOf(raw.charAt(end)) < 0) {
            end++;
        }
        String hosts = List.of(raw.substring(0, end).split(",")).stream()
                .map(this::address)
                .collect(Collectors.joining(","));
        return hosts + name(raw.substring(end));
    }

    /** A sentence of ours, which may name anything. */
    String text(String raw) {
        StringBuilder safe = new StringBuilder();
        Matcher words = WORD.matcher(raw);
        while (words.find()) {
            safe.append(word(words.group()));
        }
        return safe.toString();
    }

    private String word(String word) {
        int start = 0;
        int end = word.length();
        while (start < end && "\"'(,;.".indexOf(word.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && "\"'),;.:".indexOf(word.charAt(end - 1)) >= 0) {
            end--;
        }
        return word.substring(0, start) + core(word.substring(start, end)) + word.substring(end);
    }

    private String core(String word) {
        if (known.containsKey(word) && word.length() > 2) {
            return part(word);
        }
        if (word.contains("://")) {
            return url(word);
        }
        int colon = word.lastIndexOf(':');
        String host = colon > 0 ? word.substring(0, colon) : word;
        if (IP.matcher(host).matches() || host.equals("localhost") || aliases.containsKey("host " + host)) {
            return address(word);
        }
        return PLAIN.matcher(word).matches()
                        || NUMBER.matcher(word).matches()
                        || OPTION.matcher(word).matches()
                        || word.codePoints().noneMatch(Character::isLetterOrDigit)
                ? word
                : name(word);
    }

    private String alias(String kind, String raw) {
        return aliases.computeIfAbsent(kind + " " + raw, one -> kind + "-" + counts.merge(kind, 1, Integer::sum));
    }
}
