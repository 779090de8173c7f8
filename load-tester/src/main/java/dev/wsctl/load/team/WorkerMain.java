package dev.wsctl.load.team;

import dev.wsctl.load.engine.MemberRun;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.io.BufferedOutputStream;
import java.io.PrintStream;
import java.time.Duration;

/** A worker process: takes its share of a run from the process that started it, over stdin and stdout. */
final class WorkerMain {

    /** For the process that has started this one to say what is to be done. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private WorkerMain() {}

    public static void main(String[] args) {
        PrintStream out = System.out;
        // Whatever prints must not print into the messages.
        System.setOut(System.err);
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        PipeLink link = new PipeLink("the leader", System.in, new BufferedOutputStream(out));
        boolean home = new MemberRun(link).carryOut(PATIENCE);
        link.close();
        System.exit(home ? 0 : 1);
    }
}
