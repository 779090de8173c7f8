package dev.wsctl.cli.check.doctor;

/** What a finding is about: the letters of its code. */
public enum Group {
    RED("Reaching Redis"),
    DEL("Delivery"),
    SLO("Slow subscribers"),
    CON("Connections"),
    MEM("Memory and sessions"),
    LAT("Latency"),
    TOP("Topology and instances"),
    SEC("Security and configuration"),
    HOS("The host"),
    CAP("Capacity");

    private final String title;

    Group(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
