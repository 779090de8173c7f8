package dev.wsctl.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A WebSocket URL")
class WebSocketUrlTest {
    private final TargetOptions.WebSocketUrl converter = new TargetOptions.WebSocketUrl();

    @ParameterizedTest(name = "{0} is taken")
    @ValueSource(strings = {"ws://127.0.0.1:8001/ws", "wss://chat.example.com/ws", "ws://[::1]:8001", "ws://h"})
    void isTaken(String url) {
        assertThat(converter.convert(url)).hasToString(url);
    }

    @ParameterizedTest(name = "{0} is refused: {1}")
    @CsvSource({
        "http://h:8001/ws, try ws://h:8001/ws",
        "https://h/ws, try wss://h/ws",
        "h:8001/ws, is not a WebSocket URL",
        "ws:///ws, names no host",
        "'ws://h /ws', is not a URL",
        "redis://h, is not a WebSocket URL",
    })
    void isRefusedWithAHint(String url, String message) {
        assertThatThrownBy(() -> converter.convert(url)).hasMessageContaining(message);
    }

    @Test
    @DisplayName("never shows its password in an error")
    void neverShowsItsPassword() {
        assertThatThrownBy(() -> converter.convert("http://me:secret@h/ws")).hasMessageNotContaining("secret");
        assertThatThrownBy(() -> converter.convert("ws://me:secret@h /ws")).hasMessageNotContaining("secret");
    }
}
