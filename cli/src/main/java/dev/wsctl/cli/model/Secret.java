package dev.wsctl.cli.model;

/** A password on its way from where it was given to the AUTH command. Printing it shows nothing. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "***";
    }
}
