package dev.wsctl.cli.context;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Reads addresses, which must hold no secret. */
final class AddressReader {
    private final YamlReader yaml;

    AddressReader(YamlReader yaml) {
        this.yaml = yaml;
    }

    /** A Redis; null, and a mistake, when it is none or holds a password. */
    @Nullable String redis(Node node, String what) {
        String url = yaml.text(node, what);
        if (url == null) {
            return null;
        }
        int scheme = url.indexOf("://");
        if (scheme < 0) {
            yaml.mistake(node, what + " is no URL: it has no scheme", "redis://localhost:6379/0");
            return null;
        }
        int at = url.lastIndexOf('@');
        // redis://word@host is a password, too: see RedisUrl.
        if (at > scheme) {
            yaml.mistake(
                    node,
                    what + " holds a user or password; secrets don't belong into this file",
                    "the URL without what stands before the @, then user: NAME and password: { env: VARIABLE } beside it");
            return null;
        }
        return url;
    }

    List<URI> instances(Node node) {
        List<URI> instances = new ArrayList<>();
        for (Node element : yaml.list(node, "instances")) {
            String text = yaml.text(element, "an instance");
            URI instance = text == null ? null : instance(element, text);
            if (instance != null) {
                instances.add(instance);
            }
        }
        return instances;
    }

    private @Nullable URI instance(Node node, String text) {
        try {
            URI url = new URI(text);
            if (url.getRawUserInfo() != null) {
                yaml.mistake(node, "an instance's URL holds a password", "the URL without what stands before the @");
                return null;
            }
            if (List.of("ws", "wss").contains(String.valueOf(url.getScheme())) && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Told below, together with URLs of another kind.
        }
        yaml.mistake(node, "an instance is no WebSocket URL", "ws://10.0.0.7:8001/ws, or wss:// for TLS");
        return null;
    }
}
