package dev.wsctl.server.protocol;

/** What an instance may be called: {@code [A-Za-z0-9_.-]{1,64}}. */
public final class InstanceName {

    private InstanceName() {}

    public static boolean isValid(String name) {
        return RoomName.hasOnly(name, "_.-");
    }
}
