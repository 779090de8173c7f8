package dev.wsctl.cli.model;

/** Where something listens. */
public sealed interface Endpoint {
    /** As people write it: {@code host:port} or a path. */
    String display();

    record Tcp(String host, int port) implements Endpoint {
        @Override
        public String display() {
            return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
        }
    }

    record Unix(String path) implements Endpoint {
        @Override
        public String display() {
            return path;
        }
    }
}
