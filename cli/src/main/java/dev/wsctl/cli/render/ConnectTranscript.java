package dev.wsctl.cli.render;

import dev.wsctl.cli.connect.Event;
import dev.wsctl.cli.connect.Transcript;
import java.time.ZoneId;

/** A script's conversation on standard output: as people read it where one looks, else the frames alone, a line each. */
public final class ConnectTranscript implements Transcript {
    private final Terminal terminal;
    private final Format format;
    private final Page page;
    private final Views<Event> views;
    private final ZoneId zone;

    /** @param format JSON documents stand in one line each, like NDJSON */
    public ConnectTranscript(Terminal terminal, Format format, Page page, ZoneId zone) {
        this.terminal = terminal;
        this.format = format == Format.JSON ? Format.NDJSON : format;
        this.page = page;
        this.zone = zone;
        this.views = ConnectViews.all(zone);
    }

    @Override
    public void show(Event event) {
        if (format != Format.HUMAN || terminal.interactive()) {
            views.write(event, format, page, terminal.out());
        } else if (event instanceof Event.Received received) {
            if (!received.housekeeping() || page.verbose()) {
                terminal.out().print(received.text() + "\n");
            }
        } else if (!page.quiet()) {
            remark(ConnectViews.line(event, page, zone));
        }
        terminal.flush();
    }

    @Override
    public void remark(String line) {
        terminal.err().println(line);
    }
}
