package dev.wsctl.load.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SourceAddressesTest {

    private static InetAddress address(int a, int b, int c, int d) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d});
    }

    @Test
    @DisplayName("D11 on Linux' loopback, further connections come from further addresses")
    void furtherConnectionsComeFromFurtherAddresses() throws UnknownHostException {
        SourceAddresses sources = new SourceAddresses(100, true);
        InetAddress loopback = address(127, 0, 0, 1);

        assertThat(sources.of(loopback, 99)).isNull();
        assertThat(sources.of(loopback, 100)).isEqualTo(address(127, 0, 0, 2));
        assertThat(sources.of(loopback, 299)).isEqualTo(address(127, 0, 0, 3));
        assertThat(sources.of(loopback, 25_600)).isEqualTo(address(127, 0, 1, 1));
    }

    @Test
    void elsewhereTheSystemChooses() throws UnknownHostException {
        assertThat(new SourceAddresses(100, true).of(address(10, 0, 0, 1), 5_000))
                .isNull();
        assertThat(new SourceAddresses(100, true)
                        .of(
                                InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}),
                                5_000))
                .isNull();
        assertThat(new SourceAddresses(100, false).of(address(127, 0, 0, 1), 5_000))
                .isNull();
    }
}
