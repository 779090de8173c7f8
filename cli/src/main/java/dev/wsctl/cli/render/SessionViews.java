package dev.wsctl.cli.render;

import dev.wsctl.cli.model.SessionFamily;
import dev.wsctl.cli.model.SessionTally;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code sessions} for people and programs. */
public final class SessionViews {
    private SessionViews() {}

    public static Views<SessionTally> all() {
        return new Views<>("wsctl/sessions/v1", SessionViews::human, SessionViews::json);
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
            page.blank().line(ttl(ttl));
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
