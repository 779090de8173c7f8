package dev.wsctl.load.plan;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;

/**
 * How clients reach their servers, where the usual way won't do.
 *
 * @param subprotocol asked for in place of the dialect's; several with commas between, the server chooses; empty: the dialect's
 * @param compression permessage-deflate (RFC 7692) is asked for, and a server that does not agree to it counts as a failure
 * @param tls towards wss:// targets
 * @param sourceAddresses of this machine, literal, that connections are spread over; empty: as the system chooses
 */
public record ClientNetwork(String subprotocol, boolean compression, ClientTls tls, List<String> sourceAddresses) {

    /** The usual way. */
    public static final ClientNetwork USUAL = new ClientNetwork("", false, ClientTls.USUAL, List.of());

    private static final String WORD = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    /** @throws PlanException if it cannot be so */
    public ClientNetwork {
        sourceAddresses = List.copyOf(sourceAddresses);
        if (!subprotocol.isEmpty() && !subprotocol.matches(WORD + "(, *" + WORD + ")*")) {
            throw new PlanException(
                    "a subprotocol is one word of letters, digits and !#$%&'*+.^_`|~-", "For example v1.json.");
        }
        for (String address : sourceAddresses) {
            address(address);
        }
        if (new HashSet<>(sourceAddresses).size() < sourceAddresses.size()) {
            throw new PlanException("a source address is given twice", "Name each once.");
        }
    }

    /** The source addresses as such. */
    public List<InetAddress> sources() {
        return sourceAddresses.stream().map(ClientNetwork::address).toList();
    }

    private static InetAddress address(String literal) {
        try {
            if (literal.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
                return InetAddress.getByName(literal);
            }
            if (literal.matches("[0-9a-fA-F.]*:[0-9a-fA-F:.]*(%.+)?")) {
                return InetAddress.getByName("[" + literal + "]"); // in brackets nothing is looked up
            }
        } catch (UnknownHostException e) {
            // said below
        }
        throw new PlanException("'" + literal + "' is no IP address", "Write for example 10.0.0.21.");
    }

    /** The same with other TLS. */
    public ClientNetwork with(ClientTls other) {
        return new ClientNetwork(subprotocol, compression, other, sourceAddresses);
    }
}
