package dev.wsctl.cli.source.resp;

/** An error reply as a value, as Redis worded it: {@code NOPERM this user has no permissions …}. */
public record RespError(String message) {
    /** The first word, by convention its kind: {@code NOPERM}, {@code WRONGPASS}, {@code ERR}. */
    public String kind() {
        int space = message.indexOf(' ');
        return space < 0 ? message : message.substring(0, space);
    }
}
