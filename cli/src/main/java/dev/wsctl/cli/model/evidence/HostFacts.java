package dev.wsctl.cli.model.evidence;

import java.util.Map;

/**
 * The machine that Redis runs on, when that is this one.
 *
 * @param files small files below /proc and /sys by path, as they read; a file that is not there is absent
 * @param openFiles soft limit of the process redis-server; −1 when it could not be read
 */
public record HostFacts(Map<String, String> files, long openFiles) {
    public HostFacts {
        files = Map.copyOf(files);
    }

    /** @throws AbsentException when this machine has no such file */
    public String file(String path) {
        String text = files.get(path);
        if (text == null) {
            throw new AbsentException("this machine has no " + path);
        }
        return text;
    }
}
