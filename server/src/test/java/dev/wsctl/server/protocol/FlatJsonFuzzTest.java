package dev.wsctl.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wsctl.server.testing.Fuzz;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever arrives through Redis or from a client as JSON: it is read as another parser reads it, or refused. */
@Tag("fuzz")
class FlatJsonFuzzTest {

    private static final ObjectMapper JACKSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** What is nested in fields we don't know is nobody's business here. */
    private static final ObjectMapper NESTED_NAMES_MAY_REPEAT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final class Values implements FlatJson.Visitor {
        private final Map<String, String> strings = new HashMap<>();
        private final Map<String, Double> numbers = new HashMap<>();

        @Override
        public void string(String name, FlatJson.StringValue value) throws MalformedMessageException {
            strings.put(name, value.text());
            numbers.remove(name);
        }

        @Override
        public void number(String name, double value) {
            numbers.put(name, value);
            strings.remove(name);
        }
    }

    @Test
    @DisplayName("E9 what is accepted, another JSON parser accepts too and reads alike; the rest is refused in one way")
    void whatIsAcceptedAnotherParserReadsAlike() {
        Fuzz.check(FlatJsonFuzzTest.class, (input, random) -> {
            Values values = new Values();
            try {
                FlatJson.scan(input, values);
            } catch (MalformedMessageException refused) {
                assertThat(refused.reason()).isNotBlank().doesNotContain("\n");
                return;
            }
            JsonNode other = NESTED_NAMES_MAY_REPEAT.readTree(new String(input, StandardCharsets.UTF_8));
            assertThat(other.isObject()).isTrue();
            other.properties().forEach(field -> {
                JsonNode value = field.getValue();
                if (value.isTextual()) {
                    assertThat(values.strings).containsEntry(field.getKey(), value.textValue());
                } else if (value.isNumber()) {
                    // Plus 0: to Jackson, minus zero is a whole number.
                    assertThat(values.numbers.getOrDefault(field.getKey(), Double.NaN) + 0.0)
                            .isEqualTo(value.doubleValue() + 0.0);
                }
            });
        });
    }

    @Test
    @DisplayName("E9 what another parser reads as an object of ours is not refused")
    void whatAnotherParserReadsIsNotRefused() {
        Fuzz.check(FlatJsonFuzzTest.class, (input, random) -> {
            if (!Utf8.isValid(input)) {
                return;
            }
            JsonNode other;
            try {
                other = JACKSON.readTree(new String(input, StandardCharsets.UTF_8));
            } catch (JacksonException notJson) {
                return;
            }
            if (other.isObject() && depth(other) < 16 && other.size() <= 64) {
                FlatJson.scan(input, new Values());
            }
        });
    }

    private static int depth(JsonNode node) {
        int deepest = 0;
        for (JsonNode child : node) {
            deepest = Math.max(deepest, depth(child));
        }
        return 1 + deepest;
    }

    @Test
    @DisplayName("E9 an instance believes a message of Redis wholly or refuses it, and says why without quoting it")
    void aMessageIsBelievedOrRefused() {
        Fuzz.check(FlatJsonFuzzTest.class, (input, random) -> {
            try {
                Envelope envelope = Envelope.parseRoomMessage("lobby", input);
                assertThat(envelope.room()).isEqualTo("lobby");
                assertThat(envelope.type().isOfRoom()).isTrue();
                assertThat(Envelope.isId(envelope.id())).isTrue();
                assertThat(InstanceName.isValid(envelope.serverId())).isTrue();
            } catch (MalformedMessageException refused) {
                assertThat(refused.reason()).isNotBlank();
            }
            try {
                GlobalMessage message = GlobalMessage.parse(input);
                assertThat(message.type().isOfRoom()).isFalse();
                JsonNode read = NESTED_NAMES_MAY_REPEAT.readTree(new String(input, StandardCharsets.UTF_8));
                if (message.type() == MessageType.PRESENCE) {
                    assertThat(message.counts())
                            .isEqualTo(new PresenceCounts(
                                    read.path("guests").asLong(-1),
                                    read.path("members").asLong(-1),
                                    read.path("admins").asLong(-1)));
                }
            } catch (MalformedMessageException refused) {
                assertThat(refused.reason()).isNotBlank();
            }
        });
    }

    @Test
    @DisplayName("D1 whatever text and name a client gives, what is written of it is a valid message of its room")
    void whateverIsWrittenIsAValidMessage() {
        MessageWriter writer = new MessageWriter("a", new MessageIds("a", 0), () -> 0);
        Fuzz.check(FlatJsonFuzzTest.class, (input, random) -> {
            // As UTF-16 with whatever surrogates chance makes, which is what an escape in a client's JSON can hold.
            String text = new String(input, random.nextBoolean() ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8);
            int from = random.nextInt(text.length() + 1);
            String piece = text.substring(from, Math.min(text.length(), from + 50));
            String name = dev.wsctl.server.protocol.DisplayName.isValid(piece) ? piece : "ada";

            byte[] updated = writer.messageUpdated("lobby", name, "id", text);

            Envelope.parseRoomMessage("lobby", updated);
            assertThat(JACKSON.readTree(updated).path("username").textValue()).isEqualTo(name);
            if (Utf8.isValid(input)) {
                byte[] said = writer.chatMessage("lobby", name, input, 0, input.length);
                Envelope.parseRoomMessage("lobby", said);
                assertThat(JACKSON.readTree(said).path("text").textValue())
                        .isEqualTo(new String(input, StandardCharsets.UTF_8));
            }
        });
    }
}
