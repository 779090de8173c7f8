package dev.wsctl.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Sessions in memory")
class LocalSessionStoreTest {

    private final AtomicLong nanos = new AtomicLong();
    private final LocalSessionStore store = new LocalSessionStore(Duration.ofSeconds(10), 3, nanos::get);

    private String create(String name) {
        return store.create("id-" + name, name).toCompletableFuture().join().id();
    }

    @Test
    @DisplayName("B1 a session lasts while its client is connected, and its time to live after it has left")
    void aSessionOutlivesItsClientByItsTimeToLive() {
        String ada = create("ada");
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(store.resumeNow(ada).map(Session::username)).contains("ada");
        store.leave(ada);
        assertThat(store.active()).hasSize(1);
        store.leave(ada);
        assertThat(store.active()).isEmpty();

        nanos.addAndGet(Duration.ofSeconds(9).toNanos());
        assertThat(store.resumeNow(ada)).isPresent();
        store.leave(ada);
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(store.resumeNow(ada)).isEmpty();
    }

    @Test
    void ofThoseWhoHaveLeftTheOldestAreForgottenFirst() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(create("c" + i));
        }
        ids.forEach(store::leave);
        assertThat(ids.stream().map(id -> store.resumeNow(id).isPresent()).toList())
                .containsExactly(false, false, true, true, true);
    }

    @Test
    void idsAre128BitsInBase64UrlAndNeverShown() {
        Session session = Session.create("c", "ada");
        assertThat(Session.isId(session.id())).isTrue();
        assertThat(session.toString()).doesNotContain(session.id());
        assertThat(Session.parse(session.id(), session.toJson("a"))).contains(session);
        assertThat(Session.parse("x", "{\"cookie\":{}}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEmpty();
    }
}
