package dev.wsctl.load.team;

import java.util.List;

/** The workers of a run, ready to be told what to do. Closing it leaves none of them behind. */
public interface Team extends AutoCloseable {

    /** In the order in which they are numbered; at least one. */
    List<TeamLink> links();

    @Override
    void close();
}
