package dev.wsctl.cli.capture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wsctl.cli.model.Confidence;
import dev.wsctl.cli.model.Count;
import dev.wsctl.cli.model.Finding;
import dev.wsctl.cli.model.Framework;
import dev.wsctl.cli.model.Status;
import java.util.OptionalLong;

/** A recognised framework in the document. */
final class FrameworkPart {
    private FrameworkPart() {}

    static ObjectNode write(Framework framework, Names names) {
        // Its name is ours, from the recognisers.
        ObjectNode json = Json.object()
                .put("name", framework.name())
                .put("scope", names.channel(framework.scope()))
                .put("confidence", framework.confidence().name())
                .put("seen_by", names.text(framework.seenBy()));
        json.set("instances", count(framework.instances(), names));
        json.set("responding", count(framework.responding(), names));
        json.set("rooms", count(framework.rooms(), names));
        json.set("sessions", count(framework.sessions(), names));
        json.set("backlog", count(framework.backlog(), names));
        json.set("findings", Json.array(framework.findings(), finding -> finding(finding, names)));
        return json;
    }

    static Framework read(Fields json) {
        return new Framework(
                json.text("name"),
                json.text("scope"),
                json.one("confidence", Confidence.class),
                json.text("seen_by"),
                json.object("instances", FrameworkPart::count),
                json.object("responding", FrameworkPart::count),
                json.object("rooms", FrameworkPart::count),
                json.object("sessions", FrameworkPart::count),
                json.object("backlog", FrameworkPart::count),
                json.list("findings", FrameworkPart::finding));
    }

    private static ObjectNode count(Count count, Names names) {
        ObjectNode json = Json.object();
        if (count.known()) {
            json.put("value", count.value().getAsLong());
        } else {
            json.putNull("value");
        }
        return json.put("at_least", count.atLeast()).put("why", names.text(count.why()));
    }

    private static Count count(Fields json) {
        return new Count(
                json.isNull("value") ? OptionalLong.empty() : OptionalLong.of(json.number("value")),
                json.flag("at_least"),
                json.text("why"));
    }

    private static ObjectNode finding(Finding finding, Names names) {
        return Json.object()
                .put("severity", finding.severity().name())
                .put("title", names.text(finding.title()))
                .put("threshold", names.text(finding.threshold()))
                .put("remedy", names.text(finding.remedy()));
    }

    private static Finding finding(Fields json) {
        return new Finding(
                json.one("severity", Status.class), json.text("title"), json.text("threshold"), json.text("remedy"));
    }
}
