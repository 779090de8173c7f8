package dev.wsctl.cli.connect;

/** Shows what happens, and what somebody asked for and did not get. */
public interface Transcript {
    void show(Event event);

    /** Something about the conversation itself; data is none of it. */
    void remark(String line);
}
