package dev.wsctl.cli.command;

import dev.wsctl.cli.render.Format;
import java.util.List;

/** A command that says, before it runs, what {@code -o} may be: completion and man page tell it. */
public interface OffersFormats {
    List<Format> formats();
}
