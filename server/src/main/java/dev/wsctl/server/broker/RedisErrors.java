package dev.wsctl.server.broker;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Failures of Lettuce in words for people, and in kinds for code. */
final class RedisErrors {

    private RedisErrors() {}

    /** One line, without secrets. */
    static String describe(Throwable error) {
        Throwable root = unwrap(error);
        if (root instanceof RedisCommandTimeoutException) {
            return "no answer from Redis in time";
        }
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage();
        String text = message == null ? root.getClass().getSimpleName() : message;
        int lineEnd = text.indexOf('\n');
        return lineEnd < 0 ? text : text.substring(0, lineEnd);
    }

    /** Whether Redis itself answered that it refuses; otherwise nobody knows what became of the command. */
    static boolean isRefusal(Throwable error) {
        return unwrap(error) instanceof RedisCommandExecutionException;
    }

    /** Whether a replica refused what only a master may do: the connection leads to the wrong server. */
    static boolean isReplica(Throwable error) {
        String message = unwrap(error).getMessage();
        return isRefusal(error)
                && message != null
                && (message.startsWith("READONLY") || message.startsWith("MASTERDOWN"));
    }

    /** Whether Redis says that this user may not do that, which only an administrator can change. */
    static boolean isForbidden(Throwable error) {
        return isRefusal(error) && describe(error).startsWith("NOPERM");
    }

    /** Whether Redis refuses nearly everything for now: a script runs, or its data is being read. */
    static boolean isBusy(Throwable error) {
        String text = describe(error);
        return isRefusal(error) && (text.startsWith("BUSY ") || text.startsWith("LOADING"));
    }

    private static Throwable unwrap(Throwable error) {
        Throwable cause = error;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
