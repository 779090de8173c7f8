package dev.wsctl.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.model.Subscriber;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolReaderTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "id=3 addr=10.0.0.1:5000 name=chat:a:pub, chat",
        "id=3 addr=10.0.0.1:5000 name=worker-7, worker",
        "id=3 addr=10.0.0.1:5000 name=:odd, :odd",
        "id=3 addr=10.0.0.1:5000 name=, (unnamed) 10.0.0.1",
        "id=3 addr=10.0.0.1:5000 name= lib-name=redis-py, (unnamed) redis-py 10.0.0.1",
        "id=3 addr=[::1]:5000 name=, (unnamed) [::1]",
    })
    @DisplayName("a connection belongs to the application its name begins with, else to its address")
    void applications(String line, String application) {
        Map<String, String> client = Subscriber.fields(line);
        assertThat(PoolReader.application(client)).isEqualTo(application);
    }
}
