package dev.wsctl.cli.source.resp;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Endpoint;
import dev.wsctl.cli.model.RedisTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Opens connections: name lookup, TCP or unix socket, TLS. */
public final class Dialer {
    private final RedisTarget.Tls tls;
    private @Nullable TlsFactory tlsFactory;

    public Dialer(RedisTarget.Tls tls) {
        this.tls = tls;
    }

    /** @throws IOException as the network gave it; nothing stays open then */
    public RespConnection dial(Endpoint endpoint, Deadline deadline) throws IOException {
        return new RespConnection(endpoint, open(endpoint, deadline), deadline);
    }

    private Transport open(Endpoint endpoint, Deadline deadline) throws IOException {
        if (endpoint instanceof Endpoint.Unix unix) {
            return unix(unix);
        }
        Endpoint.Tcp tcp = (Endpoint.Tcp) endpoint;
        IOException last = new UnknownHostException(tcp.host());
        for (InetAddress address : resolve(tcp.host(), deadline)) {
            try {
                return tcp(tcp, new InetSocketAddress(address, tcp.port()), deadline);
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private static Transport unix(Endpoint.Unix endpoint) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(endpoint.path()));
            return new ChannelTransport(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private Transport tcp(Endpoint.Tcp endpoint, InetSocketAddress address, Deadline deadline) throws IOException {
        if (tls.enabled()) {
            Socket socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                socket.connect(address, deadline.remainingMillis());
                return new TlsTransport(shakeHands(socket, endpoint, deadline));
            } catch (IOException | RuntimeException e) {
                socket.close();
                throw e;
            }
        }
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket().connect(address, deadline.remainingMillis());
            return new ChannelTransport(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private SSLSocket shakeHands(Socket connected, Endpoint.Tcp endpoint, Deadline deadline) throws IOException {
        try {
            return tlsFactory().wrap(connected, endpoint, deadline);
        } catch (SocketTimeoutException e) {
            throw new NoTlsAnswerException();
        }
    }

    private TlsFactory tlsFactory() {
        TlsFactory factory = tlsFactory;
        if (factory == null) {
            factory = new TlsFactory(tls);
            tlsFactory = factory;
        }
        return factory;
    }

    /** The platform's lookup can't be interrupted and may take far longer than we have: it gets a thread to hang in. */
    private static InetAddress[] resolve(String host, Deadline deadline) throws IOException {
        if (host.equals("localhost") || host.indexOf(':') >= 0 || isNumeric(host)) {
            return InetAddress.getAllByName(host);
        }
        BlockingQueue<Object> answer = new ArrayBlockingQueue<>(1);
        Thread lookup = new Thread(
                () -> {
                    try {
                        answer.add(InetAddress.getAllByName(host));
                    } catch (UnknownHostException e) {
                        answer.add(e);
                    }
                },
                "wsctl-lookup");
        lookup.setDaemon(true);
        lookup.start();
        try {
            Object result = answer.poll(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
            if (result instanceof InetAddress[] addresses) {
                return addresses;
            }
            if (result instanceof UnknownHostException e) {
                throw e;
            }
            throw new SocketTimeoutException("looking up " + host);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SocketTimeoutException("interrupted");
        }
    }

    private static boolean isNumeric(String host) {
        return host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }
}
