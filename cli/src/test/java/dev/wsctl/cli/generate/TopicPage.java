package dev.wsctl.cli.generate;

import dev.wsctl.cli.help.Topic;
import java.time.ZonedDateTime;
import java.util.Locale;

/** Writes the man page of a topic, from the text {@code wsctl help TOPIC} prints. */
final class TopicPage {
    private final Topic topic;
    private final ZonedDateTime released;

    TopicPage(Topic topic, ZonedDateTime released) {
        this.topic = topic;
        this.released = released;
    }

    String text() {
        String name = "wsctl-" + topic.word();
        Mdoc page = new Mdoc();
        page.line(".\\\" Generated from the topic's text: changes made here are lost.")
                .line(".Dd " + ManPage.date(released))
                .line(".Dt " + name.toUpperCase(Locale.ROOT) + " 7")
                .line(".Os")
                .section("NAME")
                .line(".Nm " + name)
                .line(".Nd "
                        + Mdoc.escape(
                                topic.summary().substring(0, topic.summary().length() - 1)))
                .section("DESCRIPTION");
        boolean begun = true;
        for (Topic.Part part : topic.parts()) {
            if (part instanceof Topic.Part.Heading heading) {
                page.line(".Ss " + Mdoc.escape(heading.text()));
                begun = true;
            } else if (part instanceof Topic.Part.Paragraph paragraph) {
                if (!begun) {
                    page.line(".Pp");
                }
                page.text(paragraph.text());
                begun = false;
            } else if (part instanceof Topic.Part.Literal literal) {
                page.line(".Bd -literal").literal(literal.lines()).line(".Ed");
                begun = false;
            }
        }
        return page.section("SEE ALSO").line(".Sy wsctl Ns (1)").toString();
    }
}
