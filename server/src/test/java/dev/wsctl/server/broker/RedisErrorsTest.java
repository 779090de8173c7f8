package dev.wsctl.server.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What Redis refuses")
class RedisErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "NOPERM this user has no permissions to run the 'client|kill' command, true, false",
        "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE., false, true",
        "LOADING Redis is loading the dataset in memory, false, true",
        "BUSYKEY Target key name already exists., false, false",
        "ERR unknown subcommand or wrong number of arguments for 'INFO', false, false"
    })
    @DisplayName("E16 is forbidden only if Redis says so; what it cannot do for now is tried again")
    void aRefusalIsForbiddenOnlyIfRedisSaysSo(String answer, boolean forbidden, boolean busy) {
        for (Throwable error : new Throwable[] {
            new RedisCommandExecutionException(answer),
            new CompletionException(new RedisCommandExecutionException(answer))
        }) {
            assertThat(RedisErrors.isForbidden(error)).isEqualTo(forbidden);
            assertThat(RedisErrors.isBusy(error)).isEqualTo(busy);
        }
        assertThat(RedisErrors.isForbidden(new RedisCommandTimeoutException(answer)))
                .isFalse();
        assertThat(RedisErrors.isBusy(new RedisCommandTimeoutException(answer))).isFalse();
    }
}
