package dev.wsctl.server.config;

/** A setting cannot be used. The message is one line for the user: which flag or variable, and what is allowed. */
public final class ConfigException extends RuntimeException {

    public ConfigException(String message) {
        super(message);
    }
}
