package dev.wsctl.cli.source.resp;

import java.net.SocketTimeoutException;

/** The port is open and says nothing to a TLS handshake: what a Redis without TLS does, waiting for the end of a line. */
public final class NoTlsAnswerException extends SocketTimeoutException {
    NoTlsAnswerException() {
        super("no answer to the TLS handshake");
    }
}
