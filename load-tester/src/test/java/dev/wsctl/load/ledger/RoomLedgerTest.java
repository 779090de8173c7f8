package dev.wsctl.load.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RoomLedgerTest {

    private static RoomLedger roomOf(int members) {
        RoomLedger ledger = new RoomLedger(members);
        IntStream.range(0, members).forEach(ledger::join);
        return ledger;
    }

    @Test
    @DisplayName("N4 a second arrival at the same member is a duplicate, even long after everyone has the message")
    void aSecondArrivalIsADuplicate() {
        RoomLedger ledger = roomOf(100);
        long first = ledger.send(7, 0);
        IntStream.range(0, 100)
                .forEach(m -> assertThat(ledger.arrive(7, first, m)).isEqualTo(Delivery.IN_ORDER));

        assertThat(ledger.outstanding()).isZero();
        assertThat(ledger.isComplete(7, first)).isTrue();
        assertThat(ledger.arrive(7, first, 99)).isEqualTo(Delivery.DUPLICATE);
    }

    @Test
    @DisplayName("N4 a message overtaken by a later one of its sender is reordered, and still delivered")
    void anOvertakenMessageIsReordered() {
        RoomLedger ledger = roomOf(2);
        long first = ledger.send(0, 0);
        long second = ledger.send(0, 0);

        assertThat(ledger.arrive(0, second, 1)).isEqualTo(Delivery.IN_ORDER);
        assertThat(ledger.arrive(0, first, 0)).isEqualTo(Delivery.IN_ORDER);
        assertThat(ledger.arrive(0, first, 1)).isEqualTo(Delivery.REORDERED);
        assertThat(ledger.arrive(0, second, 0)).isEqualTo(Delivery.IN_ORDER);
        assertThat(ledger.outstanding()).isZero();
    }

    @Test
    @DisplayName("N4 nothing is waited for from a member that has left")
    void nothingIsWaitedForFromAMemberThatLeft() {
        RoomLedger ledger = roomOf(3);
        long sequence = ledger.send(0, 0);
        ledger.arrive(0, sequence, 0);
        ledger.arrive(0, sequence, 1);
        ledger.leave(2);

        assertThat(ledger.outstanding()).isZero();
        assertThat(ledger.isComplete(0, sequence)).isTrue();
    }

    @Test
    void whatWasNeverSentIsUnknown() {
        RoomLedger ledger = roomOf(2);
        assertThat(ledger.arrive(0, 0, 1)).isEqualTo(Delivery.UNKNOWN);
        ledger.send(0, 0);
        assertThat(ledger.arrive(0, 1, 1)).isEqualTo(Delivery.UNKNOWN);
        assertThat(ledger.arrive(5, 0, 1)).isEqualTo(Delivery.UNKNOWN);
    }

    @Test
    void aFullWindowGivesUpItsOldestMessageAndKeepsTheOthersExact() {
        RoomLedger ledger = new RoomLedger(2, 4);
        ledger.join(0);
        ledger.join(1);
        for (int i = 0; i < 6; i++) {
            ledger.send(0, 0);
        }
        assertThat(ledger.outstanding()).isEqualTo(8);
        assertThat(ledger.arrive(0, 1, 1)).isEqualTo(Delivery.UNKNOWN);
        assertThat(ledger.arrive(0, 2, 1)).isEqualTo(Delivery.IN_ORDER);
        assertThat(ledger.arrive(0, 2, 1)).isEqualTo(Delivery.DUPLICATE);
    }

    @Test
    @DisplayName("N4 missing is what was sent, has not arrived, and is waited for")
    void missingIsWhatWasSentAndHasNotArrived() {
        RoomLedger ledger = roomOf(3);
        long old = ledger.send(0, 1_000_000_000L);
        long warm = ledger.send(0, 5_000_000_000L);
        long late = ledger.send(0, 6_000_000_000L);
        ledger.arrive(0, late, 1);
        ledger.leave(2);

        assertThat(missing(ledger, 0, old)).containsExactly("0 at 1 s", "0 at 5 s", "0 at 6 s", "1 at 1 s", "1 at 5 s");
        assertThat(missing(ledger, 0, warm + 1)).containsExactly("0 at 6 s");
        assertThat(missing(ledger, 1, 0)).isEmpty();
    }

    private static List<String> missing(RoomLedger ledger, int sender, long first) {
        List<String> missing = new ArrayList<>();
        ledger.forEachMissing(sender, first, (member, at) -> missing.add(member + " at " + at / 1_000_000_000L + " s"));
        return missing;
    }

    @Test
    @DisplayName("N4 of a sender elsewhere it is learnt from what arrives: first, twice, overtaken, and never")
    void aSenderElsewhereIsHeardOf() {
        RoomLedger ledger = new RoomLedger(4);
        ledger.join(0);
        ledger.join(1);

        assertThat(ledger.arriveFromElsewhere(3, 1, 0, 0)).isEqualTo(Delivery.IN_ORDER);
        assertThat(ledger.outstanding()).as("0 at both, 1 at the other").isEqualTo(3);
        assertThat(ledger.arriveFromElsewhere(3, 0, 0, 0)).isEqualTo(Delivery.REORDERED);
        assertThat(ledger.arriveFromElsewhere(3, 1, 0, 0)).isEqualTo(Delivery.DUPLICATE);
        assertThat(ledger.arriveFromElsewhere(3, 0, 1, 0)).isEqualTo(Delivery.IN_ORDER);
        assertThat(ledger.arriveFromElsewhere(3, 1, 1, 0)).isEqualTo(Delivery.IN_ORDER);
        assertThat(ledger.outstanding()).isZero();
        assertThat(ledger.arriveFromElsewhere(3, 0, 1, 0)).isEqualTo(Delivery.DUPLICATE);
        assertThat(ledger.arriveFromElsewhere(3, 1L << 40, 1, 0))
                .as("so far ahead nothing was sent")
                .isEqualTo(Delivery.UNKNOWN);
        assertThat(ledger.arriveFromElsewhere(3, 2, 2, 0)).as("not a member").isEqualTo(Delivery.UNKNOWN);
    }
}
