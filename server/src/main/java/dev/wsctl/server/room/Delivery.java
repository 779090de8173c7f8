package dev.wsctl.server.room;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** One message on its way to one loop's members of one room; at the same time a link of the chains it waits in. */
final class Delivery {

    final Room room;
    final ByteBuf frame;

    @Nullable Delivery next;

    /** @param frame released by the loop */
    Delivery(Room room, ByteBuf frame) {
        this.room = room;
        this.frame = frame;
    }
}
