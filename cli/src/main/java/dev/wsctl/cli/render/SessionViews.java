package dev.wsctl.cli.render;

import dev.wsctl.cli.model.SessionFamily;
import dev.wsctl.cli.model.SessionKey;
import dev.wsctl.cli.model.SessionTally;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code sessions} for people and programs. */
public final class SessionViews {
    private SessionViews() {}

    public static Views<SessionTally> all() {
        return new Views<>("wsctl/sessions/v1", SessionViews::human, SessionViews::json);
    }

    public static Views<SessionKey.Listing> list() {
        return new Views<>(
                "wsctl/sessions-list/v1",
                SessionViews::listed,
                (listing, json) -> json.array(
                                "sessions",
                                listing.keys(),
                                (key, o) -> o.text("key", key.name())
                                        .text("type", key.type())
                                        .number("ttl_s", ttlSeconds(key)))
                        .flag("partial", listing.more() || !listing.gaps().isEmpty())
                        .texts("gaps", listing.gaps()));
    }

    /** @param reveal whether values, which are personal data, are shown */
    public static Views<SessionKey.Content> show(boolean reveal) {
        return new Views<>(
                "wsctl/sessions-show/v1",
                (content, page) -> shown(content, fields(content, reveal), page),
                (content, json) -> json.text("key", content.key().name())
                        .text("type", content.key().type())
                        .number("ttl_s", ttlSeconds(content.key()))
                        .number("size", content.size())
                        .flag("compressed", content.compressed())
                        .flag("revealed", reveal)
                        .object("fields", o -> fields(content, reveal).forEach(o::text)));
    }

    private static void listed(SessionKey.Listing listing, Page page) {
        Table table = new Table().flexible("KEY").left("TYPE").right("EXPIRES IN");
        for (SessionKey key : listing.keys()) {
            table.row(
                    key.name(),
                    key.type(),
                    key.ttlMillis() < 0 ? "never" : Units.span(Duration.ofMillis(key.ttlMillis())));
        }
        if (table.size() > 0) {
            page.table(table).blank();
        }
        page.line(Units.count(listing.keys().size(), "session") + (listing.more() ? "; there are more (--limit)" : ""));
        page.gaps(listing.gaps());
    }

    private static void shown(SessionKey.Content content, Map<String, String> fields, Page page) {
        long ttl = content.key().ttlMillis();
        page.line(content.key().name() + "  " + content.key().type() + ", "
                + (ttl < 0 ? "never expires" : "expires in " + Units.span(Duration.ofMillis(ttl))) + ", size "
                + Units.count(content.size()) + (content.compressed() ? ", compressed" : ""));
        Table table = new Table().left("").flexible("").indented(2).withoutHeader();
        fields.forEach(table::row);
        page.table(table);
    }

    private static Map<String, String> fields(SessionKey.Content content, boolean reveal) {
        Map<String, String> shown = new TreeMap<>();
        content.fields().forEach((name, value) -> shown.put(name, reveal ? value : hidden(value)));
        String value = content.value();
        if (value != null) {
            shown.put("value", reveal ? value : hidden(value));
        }
        return shown;
    }

    private static String hidden(String value) {
        return "*** (" + Units.count(value.length(), "character") + ")";
    }

    private static long ttlSeconds(SessionKey key) {
        return key.ttlMillis() < 0 ? -1 : key.ttlMillis() / 1000;
    }

    private static void human(SessionTally tally, Page page) {
        page.line((tally.partial() ? "at least " : "")
                + Units.count(tally.count(), "session")
                + " among "
                + Units.count(tally.scanned(), "key")
                + (tally.partial() ? " looked at" : ""));
        page.gaps(tally.gaps());
        if (page.quiet()) {
            return;
        }
        if (tally.count() > 0) {
            Table table = new Table().right("COUNT").flexible("PATTERN").left("LOOKS LIKE");
            for (SessionTally.Family family : tally.families()) {
                SessionFamily kind = family.family();
                table.row(
                        Units.count(family.count()),
                        kind.pattern(),
                        kind.confidence().mark(kind.framework()));
            }
            page.blank().table(table);
        } else {
            page.line("Keys under another name? wsctl sessions --pattern 'myapp:sess:*'");
        }
        SessionTally.Ttl ttl = tally.ttl();
        if (ttl != null) {
            page.blank().prose(ttl(ttl), 2);
        }
    }

    private static String ttl(SessionTally.Ttl ttl) {
        String never = ttl.none() == 0 ? "" : ", " + Units.count(ttl.none()) + " never expire";
        Duration min = ttl.min();
        Duration p50 = ttl.p50();
        Duration max = ttl.max();
        if (min == null || p50 == null || max == null) {
            return "expire, of " + Units.count(ttl.sampled()) + " sampled: none";
        }
        return "expire, of " + Units.count(ttl.sampled()) + " sampled: first in " + Units.span(min) + ", half within "
                + Units.span(p50) + ", last in " + Units.span(max) + never;
    }

    private static void json(SessionTally tally, JsonObject json) {
        json.number("count", tally.count()).flag("partial", tally.partial()).number("scanned", tally.scanned());
        json.array(
                "by_pattern",
                tally.families(),
                (family, o) -> o.text("pattern", family.family().pattern())
                        .text("framework", family.family().framework())
                        .text("confidence", family.family().confidence().word())
                        .number("count", family.count()));
        json.texts("gaps", tally.gaps());
        SessionTally.Ttl ttl = tally.ttl();
        if (ttl == null) {
            json.text("ttl", null);
        } else {
            json.object("ttl", o -> {
                o.number("none", ttl.none());
                seconds("min_s", ttl.min(), o);
                seconds("p50_s", ttl.p50(), o);
                seconds("max_s", ttl.max(), o);
                o.number("sampled", ttl.sampled());
            });
        }
    }

    private static void seconds(String name, @Nullable Duration value, JsonObject json) {
        if (value == null) {
            json.text(name, null);
        } else {
            json.number(name, value.toSeconds());
        }
    }
}
