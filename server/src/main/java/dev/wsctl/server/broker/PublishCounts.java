package dev.wsctl.server.broker;

import java.util.concurrent.atomic.LongAdder;

/** What became of published messages, on all lanes together and also on those that are gone. */
final class PublishCounts {

    final LongAdder published = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder retries = new LongAdder();
}
