package dev.wsctl.load.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The memory of a ledger")
class LedgerMemoryTest {

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static RoomLedger lost(int members, int senders, int messages) {
        RoomLedger ledger = new RoomLedger(members);
        for (int member = 0; member < members; member++) {
            ledger.join(member);
        }
        for (int sender = 0; sender < senders; sender++) {
            for (int message = 0; message < messages; message++) {
                ledger.send(sender, 0);
            }
        }
        return ledger;
    }

    @ParameterizedTest(name = "{0} members, {1} senders, {2} messages of each")
    @CsvSource({"50, 20, 1", "50, 20, 1000", "50, 3, 70000", "1000, 3, 70000", "20000, 2, 3000"})
    @DisplayName("N4 of which every message is lost is what is said beforehand, however many they are")
    void isWhatIsSaid(int members, int senders, int messages) {
        lost(members, 1, 1); // classes are loaded
        long before = allocated();
        RoomLedger ledger = lost(members, senders, messages);
        long all = allocated() - before;

        assertThat(ledger.outstanding()).isPositive();
        long said = RoomLedger.bytes(members, senders, messages);
        // Arrays grow by doubling: with all that was dropped on the way, about twice what is kept, and the dropped
        // ones' headers.
        assertThat(all).isBetween(said * 4 / 5, 2 * said + senders * 1_024L);
        long once = allocated();
        for (int message = 0; message < 1_000; message++) {
            ledger.send(0, 0);
        }
        if (messages >= 65_536) {
            assertThat(allocated() - once)
                    .as("beyond the limit nothing is kept")
                    .isLessThan(4_096);
        }
    }
}
