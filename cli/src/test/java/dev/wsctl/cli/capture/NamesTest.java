package dev.wsctl.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.framework.Recognition;
import dev.wsctl.cli.framework.SessionFamilies;
import dev.wsctl.cli.model.Instances;
import dev.wsctl.cli.model.KeyFamily;
import dev.wsctl.cli.model.SessionFamily;
import dev.wsctl.cli.model.evidence.Evidences;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("N3 in a capture,")
class NamesTest {
    private static final String HIDDEN = Names.HIDDEN.pattern();

    private static Names names(boolean anonymize) {
        return Names.of(
                Evidences.well()
                        .channel("shop:pubsub:global:broadcast", 1)
                        .heartbeats(Instances.well("chat-7f9c"))
                        .evidence(),
                anonymize);
    }

    @Test
    @DisplayName("a name is made of known words, the prefix and ids of instances, and digits for all else")
    void knownPartsStay() {
        Names names = names(false);
        assertThat(names.name("chat:chat-7f9c:sub")).isEqualTo("chat:chat-7f9c:sub");
        assertThat(names.name("shop:instances:b")).isEqualTo("shop:instances:b");
        assertThat(names.name("socketio:session:a1b2c3d4")).matches("socketio:session:" + HIDDEN);
        assertThat(names.name("hunter2")).matches(HIDDEN);
        assertThat(names.name("worker/eyJhbGciOi.J9:chat")).matches("worker/" + HIDDEN + ":chat");
        assertThat(names.name("asgispecific.0123abcd!$inflight")).matches("asgispecific\\." + HIDDEN + "!\\$inflight");
        assertThat(names.name("sentinel-f01f39b4-cmd")).isEqualTo("sentinel-f01f39b4-cmd");
        assertThat(names.name("sentinel-secret12-cmd")).matches(HIDDEN);
        assertThat(names.name("user:42")).matches("user:" + HIDDEN);
    }

    @Test
    @DisplayName("what was hidden is the same within a file, and another in the next")
    void stableWithinAFile() {
        Names one = names(false);
        assertThat(one.name("chat:x1")).isEqualTo(one.name("chat:x1")).isNotEqualTo(one.name("chat:x2"));
        assertThat(one.name("chat:x1")).isNotEqualTo(names(false).name("chat:x1"));
    }

    @Test
    @DisplayName("a plain prefix of a channel stays: that it differs is the finding")
    void prefixesOfChannels() {
        assertThat(names(false).channel("chta:pubsub:global:broadcast")).isEqualTo("chta:pubsub:global:broadcast");
        assertThat(names(false).channel("chta:secretroom")).matches("chta:" + HIDDEN);
        assertThat(names(false).channel("s3cr3t:lobby")).matches(HIDDEN + ":lobby");
        assertThat(names(false).channel("alone")).matches(HIDDEN);
    }

    @Test
    @DisplayName("what the recognisers look for stays readable")
    void globsStay() {
        Stream.concat(
                        SessionFamilies.KNOWN.stream().map(SessionFamily::pattern),
                        Recognition.keys().stream().map(KeyFamily::glob))
                .forEach(glob -> assertThat(names(false).name(glob)).isEqualTo(glob));
    }

    @Test
    @DisplayName("addresses stay, or become numbers that are the same within a file; loopback is nobody's")
    void addresses() {
        assertThat(names(false).address("10.0.0.7:51234")).isEqualTo("10.0.0.7:51234");
        Names anonymous = names(true);
        assertThat(anonymous.address("10.0.0.7:51234")).isEqualTo("host-1:51234");
        assertThat(anonymous.address("[2001:db8::1]:6379")).isEqualTo("host-2:6379");
        assertThat(anonymous.address("10.0.0.7:6")).isEqualTo("host-1:6");
        assertThat(anonymous.address("127.0.0.1:6379")).isEqualTo("127.0.0.1:6379");
        assertThat(anonymous.addresses("127.0.0.1 -::1 10.0.0.7 *")).isEqualTo("127.0.0.1 -::1 host-1 *");
        assertThat(anonymous.addresses("* -::*"))
                .as("what Redis binds to unless told otherwise")
                .isEqualTo("* -::*");
        assertThat(anonymous.url("redis://ada:pw@10.0.0.7:6379,10.0.0.8:6379/0?x=token"))
                .isEqualTo("redis://host-1:6379,host-3:6379/0");
        assertThat(anonymous.name("chat:chat-7f9c:sub")).isEqualTo("chat:instance-1:sub");
        assertThat(anonymous.text("10.0.0.7:6379 refused, as did http://10.0.0.8:80/health"))
                .isEqualTo("host-1:6379 refused, as did http://host-3:80/health");
    }

    @Test
    @DisplayName("sentences keep their words and lose what is in them of names")
    void sentences() {
        assertThat(names(false).text("user ada on 127.0.0.1:6379 may not use CONFIG GET; try: ACL SETUSER ada +info"))
                .matches("user ada on 127\\.0\\.0\\.1:6379 may not use CONFIG GET; try: ACL SETUSER ada \\+info");
        assertThat(names(false).text("nobody read stream:chat:4f3a9b in 12 ms, 3,000 wait (85%)"))
                .matches("nobody read stream:chat:" + HIDDEN + " in 12 ms, 3,000 wait \\(85%\\)");
    }
}
