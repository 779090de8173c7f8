package dev.wsctl.server.access;

/** What somebody who asks for something has shown that he may do. */
public enum Caller {
    /** Nothing that is not for everybody. */
    ANYBODY,
    /** May read figures. */
    MONITOR,
    /** May read figures, change and delete what others said, and disconnect them. */
    ADMINISTRATOR;

    public boolean mayReadMetrics() {
        return this != ANYBODY;
    }

    public boolean isAdministrator() {
        return this == ADMINISTRATOR;
    }
}
