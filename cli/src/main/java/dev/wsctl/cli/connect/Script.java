package dev.wsctl.cli.connect;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends every line of an input, and ends when what was expected has come, or too late. */
public final class Script {
    /** With everything expected there: how long the input may still have something to say. */
    private static final Duration GRACE = Duration.ofMillis(250);

    private final Conversation conversation;
    private final Transcript transcript;
    private final Expectations expectations;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final List<String> missing;
    private int messages;
    private Event.@Nullable Closed closed;
    private volatile boolean inputEnded;
    private volatile boolean saidGoodbye;
    private volatile long lastSentNanos;
    private volatile @Nullable Throwable inputFailure;

    /**
     * What makes the run a success.
     *
     * @param texts each to be contained in some frame
     * @param count messages that must come; 0: any number
     * @param linger without any of the two: how long to listen on after the last line
     * @param timeout with any of the two: how long after the last line it may take
     */
    public record Expectations(List<String> texts, int count, Duration linger, Duration timeout) {
        boolean none() {
            return texts.isEmpty() && count == 0;
        }
    }

    public Script(Conversation conversation, Transcript transcript, Expectations expectations) {
        this.conversation = conversation;
        this.transcript = transcript;
        this.expectations = expectations;
        this.missing = new ArrayList<>(expectations.texts());
    }

    /** @throws WsctlException CRITICAL when something expected did not come */
    public ExitCode run(BufferedReader input) throws InterruptedException {
        conversation.listener(events::add);
        conversation.open();
        lastSentNanos = System.nanoTime();
        Thread reader = new Thread(() -> read(input), "input");
        reader.setDaemon(true);
        reader.start();
        while (true) {
            long left = leftNanos();
            Event event =
                    events.poll(Math.max(0, Math.min(left, TimeUnit.MILLISECONDS.toNanos(50))), TimeUnit.NANOSECONDS);
            if (event != null) {
                take(event);
            } else if (inputFailure instanceof WsctlException failure) {
                if (closed == null || failure.exitCode() == ExitCode.USAGE) {
                    throw failure;
                }
                return end();
            } else if (closed != null || saidGoodbye || left <= 0) {
                return end();
            }
        }
    }

    private void take(Event event) {
        transcript.show(event);
        if (event instanceof Event.Received received) {
            missing.removeIf(received.text()::contains);
            messages += received.housekeeping() ? 0 : 1;
        } else if (event instanceof Event.Bytes) {
            messages++;
        } else if (event instanceof Event.Closed end && end.byServer()) {
            closed = end;
        }
    }

    private boolean met() {
        return missing.isEmpty() && messages >= expectations.count();
    }

    /** Until the end, if nothing else happens; for ever while the input may bring more. */
    private long leftNanos() {
        long since = System.nanoTime() - lastSentNanos;
        if (expectations.none()) {
            return inputEnded ? expectations.linger().toNanos() - since : Long.MAX_VALUE;
        }
        if (met()) {
            return inputEnded ? 0 : GRACE.toNanos() - since;
        }
        return expectations.timeout().toNanos() - since;
    }

    private ExitCode end() {
        if (!expectations.none() && !met()) {
            throw new WsctlException(ExitCode.CRITICAL, unmet(), "-v shows every frame; --timeout waits longer");
        }
        Event.Closed end = closed;
        boolean broken = expectations.none() && end != null && !CloseMeaning.normal(end.code());
        return broken ? ExitCode.CRITICAL : ExitCode.OK;
    }

    private String unmet() {
        String what = missing.isEmpty()
                ? messages + " of " + expectations.count() + " messages came"
                : "no frame with '" + missing.get(0) + "' came" + (messages == 0 ? ", nor any other" : "");
        Event.Closed end = closed;
        return what
                + (end == null
                        ? " within " + expectations.timeout().toMillis() + " ms"
                        : " before the connection was closed with " + end.code() + ", "
                                + CloseMeaning.of(end.code()).meaning());
    }

    private void read(BufferedReader input) {
        try {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                if (!line.isEmpty()) {
                    Order order = Order.of(line);
                    if (order instanceof Order.Help) {
                        transcript.remark(Order.HELP);
                    }
                    conversation.obey(order);
                    lastSentNanos = System.nanoTime();
                    if (order instanceof Order.Close) {
                        saidGoodbye = true;
                        return;
                    }
                }
            }
        } catch (WsctlException e) {
            inputFailure = e;
        } catch (IOException e) {
            inputFailure = new WsctlException(
                    ExitCode.CRITICAL, "standard input can't be read: " + e.getMessage(), "a file or a pipe");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        inputEnded = true;
    }
}
