package dev.wsctl.cli.command;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;

/**
 * Where Netty's own log goes when wsctl is a client: to the JDK's logger, which shows warnings on stderr and nothing
 * else. Logback is for the server; on a client's stdout it would spoil the data, and loading it takes a tenth of a second.
 */
final class NettyLog {
    private NettyLog() {}

    /** To be called before anything of Netty is used. */
    static void quiet() {
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    }
}
