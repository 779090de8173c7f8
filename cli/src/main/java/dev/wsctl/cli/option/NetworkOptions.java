package dev.wsctl.cli.option;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.load.plan.ClientNetwork;
import dev.wsctl.load.plan.ClientTls;
import dev.wsctl.load.plan.LoadPlanBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the clients of a load test reach their servers, where the usual way won't do. */
public final class NetworkOptions {
    @Option(
            names = "--subprotocol",
            paramLabel = "NAME",
            description = "Ask for this subprotocol instead of the dialect's; a server that does not choose it is a"
                    + " failure. Several with commas between.")
    private String subprotocol = "";

    @Option(
            names = "--compress",
            description = "Ask for permessage-deflate, and compress what is sent; a server that does not agree is a"
                    + " failure.")
    private boolean compress;

    @Option(names = "--cookie", paramLabel = "'NAME=VALUE'", description = "Sent with every handshake. Repeatable.")
    private List<String> cookies = new ArrayList<>();

    @Option(
            names = "--source-ip",
            paramLabel = "ADDRESS",
            split = ",",
            description = "Connect from these addresses of this machine in turn: each has ports of its own. Repeatable,"
                    + " or with commas. On loopback further ones are used without being asked for.")
    private List<String> sourceAddresses = new ArrayList<>();

    @Option(
            names = {"--cacert", "--tls-ca"},
            paramLabel = "FILE",
            description = "Trust the certificates in this PEM file for wss:// targets, instead of Java's.")
    private @Nullable Path caCertificates;

    @Option(
            names = "--cert",
            paramLabel = "FILE",
            description = "PEM file with the certificate to show to servers that want one; needs --key.")
    private @Nullable Path certificate;

    @Option(names = "--key", paramLabel = "FILE", description = "PEM file with its key, PKCS #8 without a password.")
    private @Nullable Path key;

    @Option(names = "--insecure", description = "Accept any certificate of wss:// targets.")
    private boolean insecure;

    /**
     * @param headers given apart from these
     * @throws dev.wsctl.load.plan.PlanException for what cannot be
     * @throws WsctlException for a file that cannot be read
     */
    void applyTo(LoadPlanBuilder plan, Map<String, String> headers) {
        withCookies(headers).forEach(plan::header);
        ClientTls tls = new ClientTls(
                insecure, text(caCertificates, "--cacert"), text(certificate, "--cert"), text(key, "--key"));
        plan.network(new ClientNetwork(subprotocol, compress, tls, sourceAddresses));
    }

    /** One header has all cookies: a second one would be against RFC 6265. */
    private Map<String, String> withCookies(Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>();
        List<String> together = new ArrayList<>();
        headers.forEach((name, value) -> {
            if (name.equalsIgnoreCase("Cookie")) {
                together.add(value);
            } else {
                all.put(name, value);
            }
        });
        for (String cookie : cookies) {
            if (cookie.indexOf('=') < 1) {
                // Its value may be a session: only the form is told, not the text.
                throw WsctlException.usage("a --cookie has no name and value", "--cookie 'session=…'");
            }
        }
        together.addAll(cookies);
        if (!together.isEmpty()) {
            all.put("Cookie", String.join("; ", together));
        }
        return all;
    }

    private static String text(@Nullable Path file, String option) {
        if (file == null) {
            return "";
        }
        try {
            String pem = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (pem.isEmpty()) {
                throw unreadable(file, option, "it is empty");
            }
            return pem;
        } catch (NoSuchFileException e) {
            throw unreadable(file, option, "there is no such file");
        } catch (IOException e) {
            throw unreadable(file, option, "it can't be read");
        }
    }

    private static WsctlException unreadable(Path file, String option, String why) {
        return new WsctlException(
                ExitCode.CONFIG, option + " " + file + ": " + why, "a PEM file, -----BEGIN and so on");
    }
}
