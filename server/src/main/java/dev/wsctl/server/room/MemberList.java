package dev.wsctl.server.room;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One loop's members of one room. Only that loop changes it; others may ask whether it is empty. A member knows its
 * place, so that it leaves in constant time; iterate from the end, and members may leave meanwhile.
 */
final class MemberList {

    private @Nullable Member[] members = new Member[2];
    private volatile int size;

    /** What this loop has taken for the room and not yet written: a chain of deliveries. */
    @Nullable Delivery waiting;

    @Nullable Delivery lastWaiting;

    void add(Member member) {
        int at = size;
        if (at == members.length) {
            members = Arrays.copyOf(members, at * 2);
        }
        members[at] = member;
        member.index = at;
        size = at + 1;
    }

    void remove(Member member) {
        int last = size - 1;
        Member moved = get(last);
        members[member.index] = moved;
        moved.index = member.index;
        member.forgetIndex();
        members[last] = null;
        size = last;
        if (members.length > 8 && last < members.length / 4) {
            members = Arrays.copyOf(members, members.length / 2);
        }
    }

    Member get(int at) {
        Member member = members[at];
        if (member == null) {
            throw new IllegalStateException("no member at " + at);
        }
        return member;
    }

    int size() {
        return size;
    }
}
